package io.pilothouse.core.pace;

import java.time.Duration;

/// How many requests may be under way at once: twice as many after every round that went well until something speaks
/// against it, then more by one for every such round, and half as many after a sign that it is too much. There is no
/// fixed rate, because what an API server can do changes with its size and with what others ask of it.
///
/// Slow start, and additive increase with multiplicative decrease after it, are TCP's (Jacobson, 1988; Chiu and Jain,
/// 1989); taking a rise of the round trip over
/// its usual time as an early sign is TCP Vegas' (Brakmo and Peterson, 1995).
///
/// @param size how many requests; its whole part counts
/// @param most never more
/// @param proven up to here it opens fast; what was too much once is approached slowly
/// @param usual how long an answer takes when there is no hurry; zero before the first
/// @param rested how many nanoseconds of the caller's clock must have passed before the next decrease counts, because
///     all the requests of one round bring the same news
public record Window(double size, int most, double proven, Duration usual, long rested) {
    private static final double FIRST = 4;
    private static final double LEAST = 1;
    /// An answer is slow when it takes this many times as long as usual, and this much longer at least: an API
    /// server stalls now and then without being overloaded.
    private static final int SLOW = 4;

    private static final Duration NOTICEABLE = Duration.ofMillis(100);

    public static Window first(int most, long now) {
        if (most < 1) {
            throw new IllegalArgumentException("a window of " + most + " requests lets nothing through");
        }
        return new Window(Math.min(FIRST, most), most, most, Duration.ZERO, now);
    }

    /// @return how many requests may be under way
    public int limit() {
        return (int) size;
    }

    /// An answer that is not about load came.
    ///
    /// @param now of a clock that only goes forward, in nanoseconds
    /// @param took from sending to the answer
    /// @param inFlight how many were under way, with this one: a window that is not used is no reason to open it
    public Window answered(long now, Duration took, int inFlight) {
        Duration base = usual.isZero() ? took : shorter(took, usual.plus(drift(took)));
        if (isSlow(took, base)) {
            return new Window(size, most, proven, base, rested).decreased(now, 0.8, took);
        }
        boolean isUsed = inFlight * 2 >= limit();
        double opened = Math.min(most, size + (size < proven ? 1 : 1 / size));
        return new Window(isUsed ? opened : size, most, proven, base, rested);
    }

    /// The API server said that it is too much, or did not answer at all.
    public Window pushedBack(long now) {
        return decreased(now, 0.5, usual);
    }

    private Window decreased(long now, double factor, Duration round) {
        if (now - rested < 0) {
            return this;
        }
        double less = Math.max(LEAST, size * factor);
        return new Window(
                less,
                most,
                less,
                usual,
                now + shorter(round, Duration.ofSeconds(1)).toNanos());
    }

    private static boolean isSlow(Duration took, Duration base) {
        return took.compareTo(base.multipliedBy(SLOW)) > 0 && took.minus(base).compareTo(NOTICEABLE) > 0;
    }

    /// What is usual may become slower, but slowly, so that a crowded hour does not pass for the usual.
    private Duration drift(Duration took) {
        Duration above = took.minus(usual);
        return above.isNegative() ? Duration.ZERO : above.dividedBy(100);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
