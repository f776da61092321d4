package io.pilothouse.testkit.cluster;

/// A control plane that could not be started or died; the message says which program, and what it said last.
public final class ControlPlaneFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ControlPlaneFailure(String message) {
        super(message);
    }

    ControlPlaneFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
