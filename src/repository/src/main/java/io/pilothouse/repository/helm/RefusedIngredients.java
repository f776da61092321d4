package io.pilothouse.repository.helm;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import java.util.List;

/// What was found was not enough.
record RefusedIngredients(Reads reads, List<InputError> errors) implements Ingredients {
    RefusedIngredients {
        errors = List.copyOf(errors);
    }

    @Override
    public List<SourceObject> render() throws RefusedSourceException {
        throw new RefusedSourceException(errors);
    }
}
