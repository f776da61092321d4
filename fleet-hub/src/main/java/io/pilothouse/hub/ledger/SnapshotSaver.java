package io.pilothouse.hub.ledger;

import io.pilothouse.core.fleet.FleetSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Saves the fold now and then, beside the ledger's thread, so that a restart has few events to read; then forgets
/// history that is older than what is kept. A failure costs nothing but a slower restart.
final class SnapshotSaver {
    private static final Logger log = LoggerFactory.getLogger(SnapshotSaver.class);

    private final LedgerStore store;
    private final LedgerLimits limits;
    private final InstantSource clock;
    private final AtomicBoolean isSaving = new AtomicBoolean();
    private volatile long saved;
    private volatile Instant lastAt;

    SnapshotSaver(LedgerStore store, LedgerLimits limits, InstantSource clock, long saved) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.saved = saved;
        this.lastAt = clock.instant();
    }

    /// Begins to save if it is time. Returns at once.
    void consider(FleetSnapshot snapshot) {
        boolean isDue = snapshot.sequence() - saved >= limits.snapshotEvery()
                && Duration.between(lastAt, clock.instant()).compareTo(limits.snapshotPause()) >= 0;
        if (isDue && isSaving.compareAndSet(false, true)) {
            Thread.ofVirtual().name("snapshot").start(() -> {
                try {
                    save(snapshot);
                } finally {
                    isSaving.set(false);
                }
            });
        }
    }

    /// Saves unless it is saved already.
    synchronized void save(FleetSnapshot snapshot) {
        if (snapshot.sequence() <= saved) {
            return;
        }
        try {
            lastAt = clock.instant();
            store.saveSnapshot(snapshot);
            saved = snapshot.sequence();
            // Never beyond what the saved fold has: it is all that is left of the events before.
            store.trim(saved - limits.eventsKept());
        } catch (StoreException e) {
            log.warn(
                    "snapshot not saved, a restart will read more events sequence={} reason={}",
                    snapshot.sequence(),
                    e.getMessage());
        }
    }
}
