package io.pilothouse.agent.reconcile.run;

import io.pilothouse.core.status.RunPhase;

/// Where an application's run is.
///
/// ```
/// IDLE -> QUEUED -> APPLYING -> HEALTH -> SUCCEEDED
///           ^          |  ^       |  ^
///           |          v  |       v  |
///           |        BARRIER    UNHEALTHY      (too late, but may still become healthy)
///           |          v
///           |       FAILING                     (makes the hooks for that case)
///           |          v
///           +------ FAILED                      (tried again when due)
/// ```
/// Hooks after the objects go from `HEALTH` through `APPLYING` and `BARRIER` again. A new assignment or a command
/// begins at `QUEUED` from anywhere; a person may stop it at `CANCELLED` from anywhere.
public enum Stage {
    /// Nothing was ever assigned.
    IDLE(RunPhase.IDLE),
    /// Something is to be done, and something has to be waited for: a worker, the infra layer, a person.
    QUEUED(RunPhase.QUEUED),
    /// Requests are under way.
    APPLYING(RunPhase.RUNNING),
    /// What was applied has to be healthy, and what was made has to have ended, before the next wave.
    BARRIER(RunPhase.RUNNING),
    /// All was applied.
    HEALTH(RunPhase.WAITING),
    UNHEALTHY(RunPhase.FAILED),
    SUCCEEDED(RunPhase.SUCCEEDED),
    /// It failed, and hooks for that case are under way.
    FAILING(RunPhase.FAILED),
    FAILED(RunPhase.FAILED),
    /// A newer commit took its place. Stands only as long as it takes to say so.
    SUPERSEDED(RunPhase.SUPERSEDED),
    /// A person stopped it.
    CANCELLED(RunPhase.CANCELLED);

    private final RunPhase phase;

    Stage(RunPhase phase) {
        this.phase = phase;
    }

    /// @return true if it goes on by itself, unless it waits
    boolean isUnderWay() {
        return switch (this) {
            case IDLE, QUEUED, APPLYING, BARRIER, HEALTH, SUPERSEDED -> true;
            case UNHEALTHY, SUCCEEDED, FAILING, FAILED, CANCELLED -> false;
        };
    }

    /// @return true if all was applied that is going to be
    boolean isPastApply() {
        return switch (this) {
            case IDLE, QUEUED, APPLYING, BARRIER, SUPERSEDED -> false;
            case HEALTH, UNHEALTHY, SUCCEEDED, FAILING, FAILED, CANCELLED -> true;
        };
    }

    /// @return true if there is something to cancel
    public boolean isUnfinished() {
        return switch (this) {
            case QUEUED, APPLYING, BARRIER, HEALTH, UNHEALTHY, FAILING, FAILED -> true;
            case IDLE, SUCCEEDED, SUPERSEDED, CANCELLED -> false;
        };
    }

    /// @return how it is reported
    public RunPhase phase() {
        return phase;
    }
}
