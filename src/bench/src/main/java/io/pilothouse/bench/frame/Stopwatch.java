package io.pilothouse.bench.frame;

import java.time.Duration;
import java.util.function.Supplier;

/// Runs one side often enough to be measured.
final class Stopwatch {
    /// Preparing may take so many times as long as what is measured, then the sample ends.
    private static final int PATIENCE = 4;

    private Stopwatch() {}

    /// @param result of the last run
    record Timed(Sample sample, Supplier<String> result) {}

    /// @param atLeast how long all runs together take, at least, unless preparing them takes far longer; one run at
    ///     least
    static Timed time(Side side, Duration atLeast) throws Exception {
        long began = System.nanoTime();
        long wall = 0;
        double cpu = 0;
        double server = 0;
        int units = 0;
        Supplier<String> result;
        do {
            side.prepare();
            double cpuBefore = side.cpuSeconds();
            double serverBefore = side.serverSeconds();
            long before = System.nanoTime();
            result = side.run();
            wall += System.nanoTime() - before;
            cpu += side.cpuSeconds() - cpuBefore;
            server += side.serverSeconds() - serverBefore;
            units++;
        } while (wall < atLeast.toNanos() && System.nanoTime() - began < PATIENCE * atLeast.toNanos());
        return new Timed(new Sample(wall / 1e9 / units, cpu / units, server / units, units), result);
    }
}
