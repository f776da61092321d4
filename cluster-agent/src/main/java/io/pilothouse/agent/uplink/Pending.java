package io.pilothouse.agent.uplink;

import io.pilothouse.agent.journal.Coalescing;
import io.pilothouse.core.fleet.AgentReport;
import java.util.List;

/// Reports on their way from the reconciler's threads to the uplink's. Bounded although nobody ever waits: status
/// is coalesced by key, and of what happened only the newest are kept. More than one waits only while the disk is
/// slow.
///
/// Safe for use by several threads.
final class Pending {
    /// More drifts and commands than these are given up, oldest first.
    static final int MAX_HISTORY = 2_000;

    private Coalescing reports = new Coalescing();
    private long dropped;

    synchronized void add(AgentReport report) {
        reports.add(report);
        if (reports.history() > MAX_HISTORY && reports.dropOldestHistory()) {
            dropped++;
        }
    }

    /// @return everything that waits, in order
    synchronized List<AgentReport> drain() {
        if (reports.isEmpty()) {
            return List.of();
        }
        List<AgentReport> all = reports.reports();
        reports = new Coalescing();
        return all;
    }

    synchronized long dropped() {
        return dropped;
    }
}
