package io.pilothouse.agent.reconcile.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.policy.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final Retry retry = new Retry(new Random(1));

    private Duration afterFailures(int times, StepOutcome.Failure failure) {
        for (int i = 0; i < times; i++) {
            retry.failed(List.of(failure), T0);
        }
        return Duration.between(T0, retry.due());
    }

    @Test
    void triesAgainSoonAndThenEverLessOften() {
        // Given
        StepOutcome.Failure rejected = new StepOutcome.Rejected(Codes.REJECTED, "no");
        // When
        Duration first = afterFailures(1, rejected);
        Duration fourth = afterFailures(3, rejected);
        Duration hundredth = afterFailures(96, rejected);
        // Then
        assertThat(first).isBetween(Duration.ofMillis(750), Duration.ofMillis(1250));
        assertThat(fourth).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(10));
        assertThat(hundredth).isBetween(Duration.ofSeconds(225), Duration.ofSeconds(375));
    }

    @Test
    void triesMoreOftenWhereOnlyTheConnectionIsAtFault() {
        assertThat(afterFailures(50, new StepOutcome.Unreachable(Codes.UNREACHABLE, "no", Duration.ZERO)))
                .isLessThanOrEqualTo(Duration.ofMillis(37_500));
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        assertThat(afterFailures(1, new StepOutcome.Unreachable(Codes.THROTTLED, "no", Duration.ofSeconds(90))))
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void givesUpAfterTheLimitAndNeverBecauseNobodyAnswers() {
        // Given
        retry.govern(new RetryPolicy(2, Duration.ofSeconds(4), 3, Duration.ofSeconds(10)));
        StepOutcome.Failure rejected = new StepOutcome.Rejected(Codes.REJECTED, "no");
        StepOutcome.Failure silent = new StepOutcome.Unreachable(Codes.UNREACHABLE, "no", Duration.ZERO);
        // When / Then
        assertThat(afterFailures(1, rejected)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
        afterFailures(100, silent);
        assertThat(retry.isExhausted()).isFalse();
        assertThat(afterFailures(1, rejected)).isBetween(Duration.ofMillis(7_500), Duration.ofMillis(12_500));
        retry.failed(List.of(rejected), T0);
        assertThat(retry.isExhausted()).isTrue();
        assertThat(retry.attempts()).isEqualTo(3);
        retry.reset();
        assertThat(retry.isExhausted()).isFalse();
    }

    @Test
    void beginsAnewAfterAReset() {
        // Given
        afterFailures(9, new StepOutcome.Rejected(Codes.REJECTED, "no"));
        // When
        retry.reset();
        // Then
        assertThat(retry.isDue(T0)).isTrue();
    }
}
