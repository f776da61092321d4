package io.pilothouse.agent.reconcile.pace;

import io.pilothouse.agent.port.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.random.RandomGenerator;

/// When to try again. Doubles from one second to five minutes, with jitter, and never gives up: what is wrong may be
/// put
/// right in another application, or in the cluster. Belongs to one thread.
public final class Retry {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofMinutes(5);
    private static final Duration LAST_UNREACHABLE = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private int failures;
    private Instant due = Instant.MIN;

    public Retry(RandomGenerator random) {
        this.random = random;
    }

    /// It worked, or something else is to be tried: at once.
    public void reset() {
        failures = 0;
        due = Instant.MIN;
    }

    /// @param outcomes what failed; where nothing but the connection did, it is tried more often
    public void failed(Collection<StepOutcome.Failure> outcomes, Instant now) {
        boolean isConnection = outcomes.stream().allMatch(o -> o instanceof StepOutcome.Unreachable);
        Duration asked = outcomes.stream()
                .map(o -> o instanceof StepOutcome.Unreachable u ? u.retryAfter() : Duration.ZERO)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Duration most = isConnection ? LAST_UNREACHABLE : LAST;
        long millis = Math.min(most.toMillis(), FIRST.toMillis() << Math.min(failures, 20));
        failures++;
        long jittered = millis * 3 / 4 + random.nextLong(millis / 2 + 1);
        due = now.plus(Duration.ofMillis(Math.max(jittered, asked.toMillis())));
    }

    /// @return true if it may be tried
    public boolean isDue(Instant now) {
        return !now.isBefore(due);
    }

    /// @return when it may be tried
    public Instant due() {
        return due;
    }
}
