package io.pilothouse.repository.source;

import io.pilothouse.core.slice.InputError;
import java.util.List;

/// Something cannot be rendered: the repository's fault, or that of what it names.
public final class RefusedSourceException extends Exception {
    private final transient List<InputError> errors;

    /// @param errors at least one
    public RefusedSourceException(List<InputError> errors) {
        super(errors.toString());
        this.errors = List.copyOf(errors);
    }

    public RefusedSourceException(InputError error) {
        this(List.of(error));
    }

    public List<InputError> errors() {
        return errors;
    }
}
