package io.pilothouse.agent.status;

import io.pilothouse.agent.port.Insight;
import io.pilothouse.agent.port.Insights;
import io.pilothouse.agent.uplink.LinkStatus;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How an agent stands at one instant.
///
/// @param at the instant
/// @param cluster the cluster's name
/// @param version the agent's
/// @param engine how the engine stands
/// @param hub how the link to the hub stands; empty if none is configured
/// @param applications sorted by name
record StatusReport(
        Instant at,
        String cluster,
        String version,
        Insights.Engine engine,
        Optional<LinkStatus> hub,
        List<Line> applications) {
    StatusReport {
        applications = List.copyOf(applications);
    }

    /// One application.
    ///
    /// @param status what it last reported; empty before the first time
    /// @param insight what its owner knows; empty if it was not asked because all is well, or is busy
    /// @param run its newest run
    record Line(
            ApplicationKey key,
            Optional<ApplicationStatus> status,
            Optional<Insight> insight,
            Optional<RunHistory.Run> run) {

        boolean isWell() {
            return status.map(Line::isWell).orElse(false);
        }

        static boolean isWell(ApplicationStatus status) {
            return status.sync() == SyncStatus.SYNCED
                    && status.health().compareTo(Health.SUSPENDED) <= 0
                    && status.phase() == RunPhase.SUCCEEDED
                    && !status.isSuspended()
                    && status.reason().isEmpty();
        }

        /// @return objects about which there is something to say
        List<ObjectStatus> unwell() {
            return insight.map(known -> known.objects().stream()
                            .filter(object -> object.sync() != SyncStatus.SYNCED
                                    || object.health().compareTo(Health.SUSPENDED) > 0
                                    || !object.drift().isEmpty())
                            .toList())
                    .orElse(List.of());
        }
    }
}
