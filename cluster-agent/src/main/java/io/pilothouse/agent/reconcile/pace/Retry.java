package io.pilothouse.agent.reconcile.pace;

import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.policy.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.random.RandomGenerator;

/// When to try again: later each time, with jitter, and no more often than the policy says. What fails because nobody
/// answers is tried until somebody does, and does not count. Belongs to one thread.
public final class Retry {
    private static final Duration LAST_UNREACHABLE = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private RetryPolicy policy = RetryPolicy.DEFAULT;
    private int failures;
    private int silences;
    private Instant due = Instant.MIN;

    public Retry(RandomGenerator random) {
        this.random = random;
    }

    /// @param current how often and when, from the next failure on
    public void govern(RetryPolicy current) {
        policy = current;
    }

    /// It worked, or something else is to be tried: at once.
    public void reset() {
        failures = 0;
        silences = 0;
        due = Instant.MIN;
    }

    /// @param outcomes what failed; where nothing but the connection did, it is tried more often
    public void failed(Collection<StepOutcome.Failure> outcomes, Instant now) {
        boolean isConnection = outcomes.stream().allMatch(o -> o instanceof StepOutcome.Unreachable);
        if (isConnection) {
            Duration asked = outcomes.stream()
                    .map(o -> o instanceof StepOutcome.Unreachable u ? u.retryAfter() : Duration.ZERO)
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
            Duration wait = wait(RetryPolicy.DEFAULT.first(), 2, silences++, LAST_UNREACHABLE);
            due = now.plus(wait.compareTo(asked) < 0 ? asked : wait);
            return;
        }
        due = failures < policy.limit()
                ? now.plus(wait(policy.first(), policy.factor(), failures, policy.most()))
                : Instant.MAX;
        failures = Math.min(failures + 1, Integer.MAX_VALUE - 1);
    }

    /// Varied by a quarter, so that a fleet that fails together does not try again together.
    private Duration wait(Duration first, double factor, int before, Duration most) {
        double grown = (double) first.toMillis() * Math.pow(factor, Math.min(before, 60));
        double millis = Math.min((double) most.toMillis(), grown);
        return Duration.ofMillis((long) (millis * (0.75 + 0.5 * random.nextDouble())));
    }

    /// @return true if it was tried as often as it may be
    public boolean isExhausted() {
        return due.equals(Instant.MAX);
    }

    /// @return how often it was tried
    public int attempts() {
        return failures;
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
