package io.pilothouse.repository.source;

import io.pilothouse.core.slice.InputError;
import java.util.List;

/// Something cannot be rendered: the repository's fault, or that of what it names.
public final class RefusedSourceException extends Exception {
    private final transient List<InputError> errors;
    private final transient List<SourceObject> rest;

    /// @param errors at least one
    public RefusedSourceException(List<InputError> errors) {
        this(errors, List.of());
    }

    /// @param errors at least one
    /// @param rest what could be rendered all the same
    public RefusedSourceException(List<InputError> errors, List<SourceObject> rest) {
        super(errors.toString());
        this.errors = List.copyOf(errors);
        this.rest = List.copyOf(rest);
    }

    public RefusedSourceException(InputError error) {
        this(List.of(error));
    }

    public List<InputError> errors() {
        return errors;
    }

    /// @return what could be rendered all the same: of no use but to find what is wrong with it too
    public List<SourceObject> rest() {
        return rest;
    }
}
