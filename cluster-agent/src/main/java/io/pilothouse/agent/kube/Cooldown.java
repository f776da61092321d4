package io.pilothouse.agent.kube;

import io.pilothouse.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Keeps a second between a write that failed and the next to the same object, whoever asks for it: the last line
/// against a loop that hammers the API server. Thread-safe.
final class Cooldown {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final int TIDY_ABOVE = 1_000;

    private final LongSupplier clock;
    private final RandomGenerator random;
    private final Map<ResourceKey, Long> notBefore = new ConcurrentHashMap<>();

    /// @param clock nanoseconds, only forward
    Cooldown(LongSupplier clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// @return how long a write to this object has to wait; zero for most
    Duration left(ResourceKey object) {
        Long until = notBefore.get(object);
        return until == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, until - clock.getAsLong()));
    }

    /// A write to this object ended.
    void ended(ResourceKey object, boolean hasFailed) {
        if (!hasFailed) {
            notBefore.remove(object);
            return;
        }
        long now = clock.getAsLong();
        if (notBefore.size() > TIDY_ABOVE) {
            notBefore.values().removeIf(until -> until - now < 0);
        }
        notBefore.put(object, now + LEAST.toNanos() + random.nextLong(LEAST.toNanos() / 4));
    }

    /// @return how many objects are remembered
    int size() {
        return notBefore.size();
    }
}
