package io.pilothouse.agent.kube;

import io.pilothouse.core.pace.Window;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Lets so many requests through at once as the API server takes well, and none while it asked for patience. Fair and
/// safe from any thread; see [Window] for how the number is found.
final class Pacer {
    /// What an API server that names no time means by "later".
    private static final Duration LATER = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final LongSupplier clock;
    private final RandomGenerator random;
    private Window window;
    private int inFlight;
    private long heldUntil;

    /// @param clock nanoseconds, only forward
    Pacer(int most, LongSupplier clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.window = Window.first(most, clock.getAsLong());
        this.heldUntil = clock.getAsLong();
    }

    /// What an answer, or its absence, says about load.
    sealed interface Sign {
        /// Nothing is wrong.
        ///
        /// @param isComparable whether the time it took can be compared with that of others: a page of a list
        ///     takes as long as the list is large
        record Answered(boolean isComparable) implements Sign {}

        /// Too much.
        ///
        /// @param pause how long nothing should be sent; zero if the API server did not say
        record PushedBack(Duration pause) implements Sign {}

        /// No answer in time.
        record Silent() implements Sign {}

        /// Nothing was learnt: nobody listens, or the client was stopped.
        record Nothing() implements Sign {}
    }

    /// Waits for its turn. Every call is followed by one of [#leave].
    ///
    /// @return when the request may be sent, for [#leave]
    long enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long wait = heldUntil - clock.getAsLong();
                if (wait > 0) {
                    changed.await(wait, TimeUnit.NANOSECONDS);
                } else if (inFlight >= window.limit()) {
                    changed.await();
                } else {
                    inFlight++;
                    return clock.getAsLong();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void leave(long entered, Sign sign) {
        lock.lock();
        try {
            long now = clock.getAsLong();
            switch (sign) {
                case Sign.Answered answered -> {
                    Duration took = answered.isComparable() ? Duration.ofNanos(now - entered) : window.usual();
                    window = window.answered(now, took, inFlight);
                }
                case Sign.PushedBack pushed -> {
                    window = window.pushedBack(now);
                    hold(now, pushed.pause().isZero() ? LATER : pushed.pause());
                }
                case Sign.Silent _ -> window = window.pushedBack(now);
                case Sign.Nothing _ -> {}
            }
            inFlight--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A little longer than asked, and never twice the same, so that clients that were told the same do not come
    /// back together.
    private void hold(long now, Duration pause) {
        long nanos = pause.toNanos();
        heldUntil = Math.max(heldUntil, now + nanos + random.nextLong(nanos / 4 + 1));
    }

    int limit() {
        lock.lock();
        try {
            return window.limit();
        } finally {
            lock.unlock();
        }
    }
}
