package io.pilothouse.bench.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// How busy the machine is with others: load average, and the processor time its host took away.
///
/// @param load of the last minute
/// @param stolen ticks since the machine started
/// @param all ticks since the machine started
record Busyness(double load, long stolen, long all) {
    private static final int STEAL = 7;

    static Busyness now() {
        try {
            return parse(Files.readString(Path.of("/proc/loadavg")), Files.readString(Path.of("/proc/stat")));
        } catch (IOException e) {
            return new Busyness(0, 0, 0);
        }
    }

    static Busyness parse(String loadavg, String stat) {
        long[] ticks = Arrays.stream(stat.lines().findFirst().orElse("").split(" +", -1))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
        // guest time, after steal, is part of user time already
        long all = Arrays.stream(ticks).limit(STEAL + 1).sum();
        return new Busyness(Double.parseDouble(loadavg.split(" ", 2)[0]), ticks.length > STEAL ? ticks[STEAL] : 0, all);
    }

    /// @return part of the time since `before` that was stolen, 0 to 1
    double stealSince(Busyness before) {
        return all == before.all ? 0 : (double) (stolen - before.stolen) / (all - before.all);
    }
}
