package io.pilothouse.repository.net;

import java.io.IOException;

/// A proxy does not bring us to the server.
public final class ProxyException extends IOException {
    /// Why.
    public enum Reason {
        UNKNOWN_HOST,
        UNREACHABLE,
        NEEDS_LOGIN,
        REFUSED,
        NO_PROXY
    }

    private final Reason reason;

    public ProxyException(Reason reason, Throwable cause) {
        super("proxy: " + reason, cause);
        this.reason = reason;
    }

    public ProxyException(Reason reason) {
        super("proxy: " + reason);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
