package io.pilothouse.repository.layout;

import io.pilothouse.core.slice.InputError;
import java.util.List;

/// A commit has no slice for a cluster that could be used. The message is one sentence for people; the slice in force
/// stays in force.
public final class LayoutException extends Exception {
    private final String code;
    private final transient List<InputError> errors;

    /// @param code stable, such as `PH-105`
    public LayoutException(String code, String message) {
        super(message);
        this.code = code;
        this.errors = List.of();
    }

    /// @param errors at least one
    public LayoutException(List<InputError> errors) {
        super(message(errors));
        this.code = errors.getFirst().code();
        this.errors = List.copyOf(errors);
    }

    private static String message(List<InputError> errors) {
        InputError first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return first.origin() + ": " + first.message() + more;
    }

    /// @return stable code, such as `PH-105`
    public String code() {
        return code;
    }

    /// @return every error found, where the message names only the first; empty where there is no file to blame
    public List<InputError> errors() {
        return errors;
    }
}
