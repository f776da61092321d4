package io.pilothouse.wire.channel;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before trying again: full jitter, so that ten thousand agents that lost their hub at the same
/// moment
/// do not come back at the same moment. Not safe for use by several threads.
///
/// @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential Backoff And
///     Jitter</a>
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int attempt;

    /// @param first bound of the first wait
    /// @param longest bound of any wait
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /// @return how long to wait now: between a tenth of the bound and the bound, which doubles with each call
    public Duration next() {
        long bound = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt, 20));
        attempt++;
        return Duration.ofMillis(random.nextLong(Math.max(1, bound / 10), bound + 1));
    }

    /// Begins anew, after a success.
    public void reset() {
        attempt = 0;
    }

    /// @return how often it was asked since the last success
    public int attempts() {
        return attempt;
    }
}
