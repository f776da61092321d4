package io.pilothouse.repository.source;

import io.pilothouse.core.slice.InputError;
import java.util.List;

/// Ingredients that cannot be used.
///
/// @param reads what was looked for
/// @param errors why, at least one
public record Refusal(Reads reads, List<InputError> errors) implements Ingredients {
    public Refusal {
        errors = List.copyOf(errors);
    }

    @Override
    public List<SourceObject> render() throws RefusedSourceException {
        throw new RefusedSourceException(errors);
    }
}
