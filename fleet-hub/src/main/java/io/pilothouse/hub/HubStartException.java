package io.pilothouse.hub;

/// The hub cannot start. The text is one sentence that says what to do.
public final class HubStartException extends RuntimeException {
    public HubStartException(String message) {
        super(message);
    }

    public HubStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
