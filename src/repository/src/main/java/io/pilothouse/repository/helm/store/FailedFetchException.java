package io.pilothouse.repository.helm.store;

/// A chart cannot be had, and why.
final class FailedFetchException extends Exception {
    private final String code;

    /// @param sentence for people; quotes nothing that a server said
    FailedFetchException(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    String code() {
        return code;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
