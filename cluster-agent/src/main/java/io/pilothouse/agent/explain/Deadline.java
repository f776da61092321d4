package io.pilothouse.agent.explain;

import java.time.Duration;

/// How long somebody still waits. Monotonic, so that no jump of a clock matters.
///
/// @param nanos of [System#nanoTime] at its end
record Deadline(long nanos) {
    static Deadline in(Duration within) {
        return new Deadline(System.nanoTime() + within.toNanos());
    }

    /// @return what is left, but for a share that is needed to put the answer together; never negative
    Duration left(Duration reserve) {
        long left = nanos - System.nanoTime() - reserve.toNanos();
        return Duration.ofNanos(Math.max(0, left));
    }
}
