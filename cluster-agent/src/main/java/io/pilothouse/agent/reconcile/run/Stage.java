package io.pilothouse.agent.reconcile.run;

import io.pilothouse.core.status.RunPhase;

/// Where an application's run is.
///
/// ```
/// IDLE -> QUEUED -> APPLYING -> HEALTH -> SUCCEEDED
///           ^          |  ^       |  ^
///           |          v  |       v  |
///           |        BARRIER    UNHEALTHY      (too late, but may still become healthy)
///           |          |
///           +-- FAILED <                        (tried again when due)
/// ```
/// A new assignment or a command begins at `QUEUED` from anywhere.
public enum Stage {
    /// Nothing was ever assigned.
    IDLE(RunPhase.IDLE),
    /// Something is to be done, and something has to be waited for: a worker, the infra layer, a person.
    QUEUED(RunPhase.QUEUED),
    /// Requests are under way.
    APPLYING(RunPhase.RUNNING),
    /// What was applied has to be healthy before the next wave.
    BARRIER(RunPhase.RUNNING),
    /// All was applied.
    HEALTH(RunPhase.WAITING),
    UNHEALTHY(RunPhase.FAILED),
    SUCCEEDED(RunPhase.SUCCEEDED),
    FAILED(RunPhase.FAILED);

    private final RunPhase phase;

    Stage(RunPhase phase) {
        this.phase = phase;
    }

    /// @return how it is reported
    public RunPhase phase() {
        return phase;
    }
}
