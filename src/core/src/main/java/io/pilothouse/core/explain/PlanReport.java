package io.pilothouse.core.explain;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a sync of an application would do.
///
/// @param application which application
/// @param revision the commit it was planned for
/// @param applied the commit that was applied last in full; [Revision#NONE] before the first
/// @param hash identity of the plan: 64 hexadecimal digits, what an approval binds to
/// @param waiting why a sync would not begin now, one sentence; empty if it would
/// @param untried objects that were not tried out against the API server, because it took too long or there are too
///     many
/// @param at when it was made, by the agent's clock
/// @param objects in the order in which they would be dealt with
public record PlanReport(
        ApplicationKey application,
        Revision revision,
        Revision applied,
        String hash,
        String waiting,
        int untried,
        Instant at,
        List<PlannedObject> objects)
        implements Answer {
    public PlanReport {
        objects = List.copyOf(objects);
    }

    /// @return how many objects have which fate; fates that no object has are left out
    public Map<PlannedObject.Fate, Integer> counts() {
        Map<PlannedObject.Fate, Integer> counts = new EnumMap<>(PlannedObject.Fate.class);
        objects.forEach(object -> counts.merge(object.fate(), 1, Integer::sum));
        return counts;
    }

    /// @return true if a sync would find everything as it should be
    public boolean isNothing() {
        return waiting.isEmpty()
                && untried == 0
                && objects.stream().allMatch(object -> object.fate() == PlannedObject.Fate.UNCHANGED);
    }
}
