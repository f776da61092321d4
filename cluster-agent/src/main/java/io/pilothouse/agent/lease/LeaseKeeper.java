package io.pilothouse.agent.lease;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.Leadership;
import io.pilothouse.agent.port.LeaseStore;
import io.pilothouse.core.lease.LeaseRecord;
import io.pilothouse.core.lease.Tenure;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the lease, renews it, and stands by while another agent has it. Whether it is held is told from a clock that
/// only goes forward and from when the last renewal was sent, so that it ends by itself when the agent is paused, the
/// API server is away or the time of day jumps.
public final class LeaseKeeper implements Leadership, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final LeaseSettings settings;
    private final LeaseStore store;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Runnable changed;
    private final AtomicLong term = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Tenure tenure;
    private boolean wasHeld;
    private volatile long heldUntil;
    private volatile boolean isWon;
    private volatile boolean hasLooked;
    private volatile String standing = "The agent has not taken its lease yet.";

    /// @param nanos a clock that only goes forward
    /// @param changed called on the keeper's thread when it was won or lost, and after the first look
    public LeaseKeeper(
            LeaseSettings settings, LeaseStore store, InstantSource clock, LongSupplier nanos, Runnable changed) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.nanos = nanos;
        this.changed = changed;
        this.tenure = Tenure.of(settings.self());
        this.thread = Thread.ofVirtual().name("lease").unstarted(this::keep);
    }

    /// Begins; returns at once.
    public void start() {
        thread.start();
    }

    @Override
    public boolean isHeld() {
        return isWon && nanos.getAsLong() - heldUntil < 0;
    }

    @Override
    public long term() {
        return term.get();
    }

    @Override
    public String standing() {
        return isHeld() ? "" : standing;
    }

    @Override
    public boolean hasLooked() {
        return hasLooked;
    }

    private void keep() {
        try {
            do {
                turn();
            } while (!closed.await(settings.every().toMillis(), TimeUnit.MILLISECONDS));
            release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One look and, if it is ours to do, one write.
    void turn() {
        try {
            LeaseStore.Seen seen = store.read();
            tenure = tenure.observe(seen.record(), nanos.getAsLong());
            switch (tenure.next(nanos.getAsLong(), clock.instant(), settings.counts())) {
                case Tenure.Move.Take take -> write(take.record(), seen);
                case Tenure.Move.Renew renew -> write(renew.record(), seen);
                case Tenure.Move.StandBy by -> {
                    isWon = false;
                    standing = Codes.STANDING_BY + ": Agent " + by.holder() + " holds the lease of this cluster; this"
                            + " one stands by, and takes over when that one ends.";
                }
            }
        } catch (InventoryStore.UnusableException e) {
            // what was won stays won until the fence; then it is nobody's that can be told
            standing = Codes.STANDING_BY + ": The agent cannot renew its lease, so that it writes nothing: "
                    + e.getMessage();
        } catch (RuntimeException e) {
            // a defect of ours must not end the care for the lease
            standing = Codes.STANDING_BY + ": The agent cannot renew its lease because of a defect of its own: see its"
                    + " log, and report it.";
            LOG.atError().setCause(e).log("renewing the lease failed by a defect; tried again");
        }
        tell();
    }

    private void write(LeaseRecord record, LeaseStore.Seen seen) throws InventoryStore.UnusableException {
        long sent = nanos.getAsLong();
        if (!store.write(record, seen)) {
            isWon = false;
            standing = Codes.STANDING_BY + ": Another agent was faster to take the lease of this cluster.";
            return;
        }
        tenure = tenure.observe(Optional.of(record), sent);
        if (!isHeld()) {
            // it may have been another's in between, however short
            term.incrementAndGet();
        }
        heldUntil = sent + settings.fence().toNanos();
        isWon = true;
    }

    private void tell() {
        boolean isNow = isHeld();
        if (isNow != wasHeld || !hasLooked) {
            wasHeld = isNow;
            hasLooked = true;
            LOG.atInfo()
                    .addKeyValue("holder", settings.self())
                    .log(isNow ? "The agent holds the lease: it writes" : standing);
            changed.run();
        }
    }

    private void release() {
        isWon = false;
        try {
            LeaseStore.Seen seen = store.read();
            Optional<LeaseRecord> given =
                    tenure.observe(seen.record(), nanos.getAsLong()).release(clock.instant());
            if (given.isPresent()) {
                store.write(given.get(), seen);
            }
        } catch (InventoryStore.UnusableException e) {
            LOG.atInfo().addKeyValue("why", e.getMessage()).log("The lease was not given back; it runs out by itself");
        }
    }

    /// Gives it back, so that the next agent need not wait. Whoever writes has to have ended before.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(settings.every());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
