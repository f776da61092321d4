package io.pilothouse.repository.kustomize.patch;

import java.util.List;

/// A patch cannot be applied to an object, or to any.
final class InapplicablePatchException extends Exception {
    private final List<String> at;

    /// @param at where in the patch
    /// @param why what is wrong and what to do, as a sentence that quotes no values
    InapplicablePatchException(List<String> at, String why) {
        super(why);
        this.at = List.copyOf(at);
    }

    List<String> at() {
        return at;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
