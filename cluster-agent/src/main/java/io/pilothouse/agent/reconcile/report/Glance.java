package io.pilothouse.agent.reconcile.report;

import io.pilothouse.core.plan.Prune;
import java.time.Instant;
import java.util.List;

/// What the rows of all objects depend on together.
///
/// @param now when it is told
/// @param looked when the owner began to look: what has changed since then by the passing of time alone is told, but
///     was not acted upon, and so is due again
/// @param isKnown a missing object is known to be missing
/// @param isLate a run waits for health in vain
/// @param holds objects that left Git and are kept
public record Glance(Instant now, Instant looked, boolean isKnown, boolean isLate, List<Prune.Hold> holds) {
    static final Glance NONE = new Glance(Instant.MIN, Instant.MIN, false, false, List.of());

    public Glance {
        holds = List.copyOf(holds);
    }

    /// @return true if the clock was put back since, so that what had changed by the passing of time has not
    boolean isBefore(Glance other) {
        return now.isBefore(other.now) || looked.isBefore(other.looked);
    }
}
