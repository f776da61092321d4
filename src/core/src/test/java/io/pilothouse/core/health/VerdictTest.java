package io.pilothouse.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.status.Health;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant LATER = NOON.plus(Duration.ofMinutes(1));
    private static final Instant MUCH_LATER = NOON.plus(Duration.ofMinutes(2));

    private final Verdict verdict = Verdict.progressing("waits")
            .unlessBefore(LATER, Verdict.degraded("stuck").unlessBefore(MUCH_LATER, Verdict.HEALTHY));

    @Test
    void doesNotForgetWhatFellDueWhileNobodyLooked() {
        assertThat(verdict.changesAfter(LATER.minusNanos(1))).contains(LATER);
    }

    @Test
    void looksAheadFromTheVerdictThatWasInForce() {
        assertThat(verdict.at(LATER).health()).isEqualTo(Health.DEGRADED);
        assertThat(verdict.changesAfter(LATER)).contains(MUCH_LATER);
    }

    @Test
    void hasNothingToWaitForAtTheEnd() {
        assertThat(verdict.changesAfter(MUCH_LATER)).isEmpty();
        assertThat(Verdict.HEALTHY.changesAfter(NOON)).isEmpty();
    }
}
