package io.pilothouse.wire.tls;

/// An identity cannot be used. The message is one sentence for people: which file, why, and what to do.
public final class IdentityException extends Exception {
    public IdentityException(String message) {
        super(message);
    }
}
