package io.pilothouse.agent.reconcile.object;

import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.plan.Observed;
import io.pilothouse.core.status.FieldDrift;
import java.util.List;

/// What is known of a live object.
///
/// @param observed what the planner needs
/// @param drift fields that differ from what Git declares
/// @param unowned fields that others added
/// @param verdict does it work
public record Live(Observed observed, List<FieldDrift> drift, List<FieldDrift> unowned, Verdict verdict) {
    /// @return the same object, of which no comparison is known but that it matches what has that digest
    Live as(Digest digest) {
        return new Live(observed.matching(digest), List.of(), List.of(), verdict);
    }
}
