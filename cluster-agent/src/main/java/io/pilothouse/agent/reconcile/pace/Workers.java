package io.pilothouse.agent.reconcile.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// So many applications may write at once; the others wait in the order they came. What waits and for how long is the
/// saturation that operators see.
public final class Workers {
    private final Semaphore permits;
    private final int all;
    private final InstantSource clock;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong tickets = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Instant> waiting = new ConcurrentSkipListMap<>();

    public Workers(int all, InstantSource clock) {
        this.permits = new Semaphore(all, true);
        this.all = all;
        this.clock = clock;
    }

    /// @return how long it took to get one
    public Duration acquire() throws InterruptedException {
        long ticket = tickets.incrementAndGet();
        Instant from = clock.instant();
        waiting.put(ticket, from);
        try {
            permits.acquire();
        } finally {
            waiting.remove(ticket);
        }
        busy.incrementAndGet();
        return Duration.between(from, clock.instant());
    }

    /// Something that needs a worker.
    public interface Work {
        /// @param waited for the worker
        void run(Duration waited) throws InterruptedException;
    }

    /// Waits for a worker, and gives it back after the work.
    public void with(Work work) throws InterruptedException {
        Duration waited = acquire();
        try {
            work.run(waited);
        } finally {
            release();
        }
    }

    /// Gives it back.
    public void release() {
        busy.decrementAndGet();
        permits.release();
    }

    /// @return how many there are
    public int all() {
        return all;
    }

    /// @return how many work
    public int busy() {
        return busy.get();
    }

    /// @return how many runs wait
    public int queued() {
        return waiting.size();
    }

    /// @return how long the first in the queue has waited
    public Duration oldestWait() {
        var oldest = waiting.firstEntry();
        return oldest == null ? Duration.ZERO : Duration.between(oldest.getValue(), clock.instant());
    }
}
