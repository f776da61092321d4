package io.pilothouse.hub.ledger;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one transaction writes: all of it is durable, or none.
///
/// @param at the hub's clock
/// @param events in order, without gaps, after those already written
/// @param positions how far agents' journals are now, by cluster
/// @param details what changes in the newest state of objects, in order
public record Commit(
        Instant at, List<Recorded> events, Map<String, AgentPosition> positions, List<DetailChange> details) {
    public Commit {
        events = List.copyOf(events);
        positions = Map.copyOf(positions);
        details = List.copyOf(details);
    }

    public boolean isEmpty() {
        return events.isEmpty() && positions.isEmpty() && details.isEmpty();
    }

    /// A change to the newest state of objects.
    public sealed interface DetailChange {
        /// Objects of one application.
        record Objects(AgentReport.Objects report) implements DetailChange {}

        /// A cluster has only these applications: the objects of all others are forgotten.
        record Retain(String cluster, Set<ApplicationKey> applications) implements DetailChange {}
    }
}
