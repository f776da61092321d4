package io.pilothouse.core.status;

/// How far an application's newest run is.
///
/// ```
/// IDLE -> QUEUED -> RUNNING -> WAITING -> SUCCEEDED
///           |          |          +-----> FAILED, SUPERSEDED, CANCELLED
///           |          +----------------> FAILED, SUPERSEDED, CANCELLED
///           +---------------------------> CANCELLED
/// ```
/// `WAITING` has applied everything and waits for it to become healthy. A commit or a command starts again at `QUEUED`.
public enum RunPhase {
    IDLE,
    QUEUED,
    RUNNING,
    WAITING,
    SUCCEEDED,
    FAILED,
    SUPERSEDED,
    /// An operator stopped it. What it applied stays.
    CANCELLED
}
