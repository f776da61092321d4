package io.pilothouse.wire.codec;

/// A message breaks the contract. Its text is one sentence that names the field, fit for the other side.
public final class MalformedMessageException extends RuntimeException {
    public MalformedMessageException(String message) {
        super(message);
    }
}
