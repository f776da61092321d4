package io.pilothouse.agent.port;

/// A commit's layout cannot be used as a whole. The message is one sentence for people.
public final class SourceUnusableException extends Exception {
    private final String code;

    public SourceUnusableException(String code, String message) {
        super(message);
        this.code = code;
    }

    /// @return stable code, such as `PH-101`
    public String code() {
        return code;
    }
}
