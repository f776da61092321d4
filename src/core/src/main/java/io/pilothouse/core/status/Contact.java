package io.pilothouse.core.status;

/// Do we know? Never mixed with sync or health: what was last heard of a silent cluster stays visible, as old.
public enum Contact {
    /// Never connected since the hub knows of it.
    NEVER,
    /// The agent's stream is open and its heartbeats arrive.
    CONNECTED,
    /// The stream is open, but no heartbeat came for 45 s.
    SILENT,
    /// The stream is closed.
    DISCONNECTED
}
