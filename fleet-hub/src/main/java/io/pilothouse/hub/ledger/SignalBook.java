package io.pilothouse.hub.ledger;

import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.hub.ledger.SignalStore.MinuteKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Golden signals on their way to the disk: the newest copy of each minute waits, and one thread writes all that wait
/// about once a second, without forcing the disk. Too many waiting: the oldest are dropped and counted.
public final class SignalBook implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SignalBook.class);
    private static final int MAX_WAITING = 100_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration TRIM_PAUSE = Duration.ofMinutes(10);

    private final SignalStore store;
    private final Duration kept;
    private final InstantSource clock;
    private final Thread thread;
    private final Object lock = new Object();
    private final Map<MinuteKey, SignalMinute> waiting = new LinkedHashMap<>();
    private boolean isClosing;
    private volatile long dropped;
    private volatile SignalTotals totals = SignalTotals.ZERO;

    /// @param kept how long minutes are kept
    public SignalBook(SignalStore store, Duration kept, InstantSource clock) {
        this.store = store;
        this.kept = kept;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("signals").start(this::run);
    }

    /// Takes minutes of one agent's process. Returns at once.
    public void offer(String cluster, String incarnation, List<SignalMinute> minutes) {
        synchronized (lock) {
            for (SignalMinute minute : minutes) {
                waiting.put(new MinuteKey(cluster, minute.minute().getEpochSecond() / 60, incarnation), minute);
            }
            Iterator<MinuteKey> oldest = waiting.keySet().iterator();
            for (int excess = waiting.size() - MAX_WAITING; excess > 0; excess--) {
                oldest.next();
                oldest.remove();
                dropped++;
            }
        }
    }

    /// @return one for each minute that has data, oldest first; blocks
    public List<SignalMinute> minutes(String cluster, long from, long until) {
        return SignalSums.byMinute(store.minutes(cluster, from, until));
    }

    public SignalTotals totals() {
        return totals;
    }

    /// @return minutes that were dropped because the disk was too slow
    public long dropped() {
        return dropped;
    }

    /// Writes what waits, and ends.
    @Override
    public void close() {
        synchronized (lock) {
            isClosing = true;
            lock.notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long trimmedNanos = System.nanoTime() - TRIM_PAUSE.toNanos();
        boolean isLast = false;
        while (!isLast) {
            Map<MinuteKey, SignalMinute> batch;
            synchronized (lock) {
                isLast = awaitNext();
                batch = Map.copyOf(waiting);
                waiting.clear();
            }
            try {
                write(batch);
                if (System.nanoTime() - trimmedNanos >= TRIM_PAUSE.toNanos()) {
                    trimmedNanos = System.nanoTime();
                    store.trimSignals(clock.instant().minus(kept).getEpochSecond() / 60);
                }
            } catch (StoreException e) {
                // Agents send the minutes that matter again; a full disk is the ledger's to report.
                log.warn("signals not written minutes={} reason={}", batch.size(), e.getMessage());
            }
        }
    }

    /// @return true if the book closes. Holds the lock.
    @SuppressWarnings("WaitNotInLoop") // a spurious wake-up only writes a little earlier
    private boolean awaitNext() {
        if (!isClosing) {
            try {
                lock.wait(PAUSE.toMillis());
            } catch (InterruptedException e) {
                return true;
            }
        }
        return isClosing;
    }

    private void write(Map<MinuteKey, SignalMinute> batch) {
        if (batch.isEmpty()) {
            return;
        }
        Map<MinuteKey, SignalMinute> before = store.put(batch);
        SignalTotals sum = totals;
        for (Map.Entry<MinuteKey, SignalMinute> minute : batch.entrySet()) {
            sum = sum.plus(minute.getValue(), Optional.ofNullable(before.get(minute.getKey())));
        }
        totals = sum;
    }
}
