package io.pilothouse.hub.ledger;

import java.time.Duration;

/// The ledger's bounds.
///
/// @param queue submissions that may wait
/// @param queueBytes bytes of reports that may wait
/// @param batch reports in one commit, more or less
/// @param tail events kept in memory for those who follow
/// @param snapshotEvery events after which the fold is saved
/// @param snapshotPause least time between two saves
/// @param eventsKept events of history kept at least
/// @param pendingCommands commands that may wait for agents
/// @param retryPause least time after a failed commit before the next is tried
public record LedgerLimits(
        int queue,
        long queueBytes,
        int batch,
        int tail,
        long snapshotEvery,
        Duration snapshotPause,
        long eventsKept,
        int pendingCommands,
        Duration retryPause) {
    public static final LedgerLimits DEFAULT = new LedgerLimits(
            20_000, 64L << 20, 8_192, 20_000, 20_000, Duration.ofSeconds(10), 2_000_000, 5_000, Duration.ofSeconds(1));
}
