package io.pilothouse.core.tolerance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PenaltyTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    /// Somebody changes the field again at once, every time; it is looked at this often.
    private static List<Instant> corrections(Duration every, Duration during) {
        List<Instant> made = new ArrayList<>();
        Penalty penalty = Penalty.NONE;
        for (Instant now = T0; now.isBefore(T0.plus(during)); now = now.plus(every)) {
            penalty = penalty.due(now);
            if (!penalty.isSuppressed()) {
                penalty = penalty.corrected(now);
                made.add(now);
            }
        }
        return made;
    }

    @Test
    void letsAFieldBeCorrectedFiveTimesInARowAndNotASixthTime() {
        assertThat(corrections(Duration.ofSeconds(1), Duration.ofMinutes(5))).hasSize(5);
    }

    @Test
    void coolsDownForTenMinutesAndHasLessPatienceThen() {
        // When
        List<Instant> made = corrections(Duration.ofSeconds(1), Duration.ofMinutes(15));
        // Then
        assertThat(Duration.between(made.get(4), made.get(5)))
                .isBetween(Duration.ofSeconds(590), Duration.ofMinutes(10));
        assertThat(made).hasSize(7);
    }

    @Test
    void correctsForEverWhatComesSeldom() {
        assertThat(corrections(Duration.ofSeconds(200), Duration.ofHours(10))).hasSize(180);
        assertThat(corrections(Duration.ofMinutes(3), Duration.ofHours(10))).hasSizeLessThan(200);
    }

    @Test
    void halvesInItsHalfLife() {
        // Given
        Penalty one = Penalty.NONE.corrected(T0);
        // Then
        assertThat(one.at(T0.plus(Penalty.HALF_LIFE)).points()).isEqualTo(0.5, within(1e-9));
        assertThat(one.isNegligible(T0.plus(Penalty.HALF_LIFE))).isFalse();
        assertThat(one.isNegligible(T0.plus(Penalty.HALF_LIFE.multipliedBy(3)))).isTrue();
    }

    @Test
    void isNotConfusedByAClockThatGoesBackwards() {
        // Given
        Penalty penalty = Penalty.NONE.corrected(T0);
        // Then
        assertThat(penalty.at(T0.minusSeconds(3_600))).isEqualTo(penalty);
        assertThat(penalty.corrected(T0.minusSeconds(3_600)).points()).isEqualTo(2);
    }

    @RepeatedTest(300)
    void neverCorrectsMoreThanTenTimesInAnyTenMinutes(RepetitionInfo run) {
        // Given
        Random random = new Random(run.getCurrentRepetition());
        List<Instant> made = new ArrayList<>();
        Penalty penalty = Penalty.NONE;
        Instant now = T0;
        // When
        for (int i = 0; i < 500; i++) {
            now = now.plusMillis(random.nextInt(random.nextBoolean() ? 1_000 : 240_000));
            penalty = penalty.due(now);
            if (!penalty.isSuppressed()) {
                penalty = penalty.corrected(now);
                made.add(now);
            } else {
                // Then: it says itself when it is tried again
                assertThat(penalty.due(penalty.until()).isSuppressed()).isFalse();
                assertThat(Duration.between(now, penalty.until())).isLessThanOrEqualTo(Penalty.HALF_LIFE.plusMillis(2));
            }
            assertThat(penalty.points()).isLessThanOrEqualTo(Penalty.CUTOFF);
        }
        for (Instant one : made) {
            assertThat(made.stream()
                            .filter(other -> !other.isBefore(one) && other.isBefore(one.plus(Penalty.HALF_LIFE))))
                    .hasSizeLessThanOrEqualTo(2 * Penalty.CUTOFF);
        }
    }
}
