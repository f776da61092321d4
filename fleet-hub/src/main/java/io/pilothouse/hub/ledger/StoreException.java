package io.pilothouse.hub.ledger;

/// The store did not do what it was asked. The text is one sentence that says what to do.
public final class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
