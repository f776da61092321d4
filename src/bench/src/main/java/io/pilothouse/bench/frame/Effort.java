package io.pilothouse.bench.frame;

import java.time.Duration;

/// How much time a run of the benches takes.
///
/// @param pairs of each comparison
/// @param sweeps of each growth
/// @param warmUp of each side, before its first pair
/// @param sample how long one sample takes, at least
/// @param isQuick too few pairs for tight bounds: only alarms fail
public record Effort(int pairs, int sweeps, Duration warmUp, Duration sample, boolean isQuick) {
    public static final Effort FULL = new Effort(15, 9, Duration.ofSeconds(4), Duration.ofMillis(250), false);
    public static final Effort QUICK = new Effort(3, 3, Duration.ofMillis(1000), Duration.ofMillis(100), true);
    /// For tests of the frame.
    public static final Effort ONCE = new Effort(1, 1, Duration.ZERO, Duration.ZERO, true);
}
