package io.pilothouse.agent.reconcile.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TEN_YEARS = Duration.ofDays(3_650);

    private final AtomicReference<Instant> wall = new AtomicReference<>(BEGIN);

    @Test
    void countsOnWhateverIsDoneToTheWallClock() {
        // Given
        Clocks clocks = Clocks.of(wall::get);
        Instant before = clocks.now();
        for (Duration jump : List.of(Duration.ofHours(1), TEN_YEARS, Duration.ofHours(-1), TEN_YEARS.negated())) {
            // When
            wall.set(BEGIN.plus(jump));
            // Then
            assertThat(clocks.now()).isAfterOrEqualTo(before).isBefore(BEGIN.plus(Duration.ofMinutes(10)));
            assertThat(clocks.date()).isEqualTo(BEGIN.plus(jump));
            before = clocks.now();
        }
    }

    @Test
    void turnsDatesIntoMomentsAndBack() {
        Clocks clocks = new Clocks(wall::get, () -> BEGIN);
        for (Duration jump : List.of(Duration.ZERO, Duration.ofHours(1), TEN_YEARS.negated())) {
            wall.set(BEGIN.plus(jump));
            assertThat(clocks.dateOf(BEGIN.plusSeconds(60)))
                    .isEqualTo(BEGIN.plusSeconds(60).plus(jump));
            assertThat(clocks.momentOf(clocks.dateOf(BEGIN))).isEqualTo(BEGIN);
            assertThat(clocks.dateOf(Instant.MAX)).isEqualTo(Instant.MAX);
            assertThat(clocks.momentOf(Instant.MIN)).isEqualTo(Instant.MIN);
        }
    }

    /// Whoever waits for a date would else wake before it, and look again and again until it has come.
    @Test
    void wakesNobodyBeforeADateHasCome() {
        Clocks clocks = new Clocks(wall::get, () -> BEGIN);
        wall.set(BEGIN.minusSeconds(30));
        assertThat(clocks.momentOf(BEGIN)).isEqualTo(BEGIN.plusSeconds(30));
    }

    @Test
    void saysTheSameDateWhileTheWallClockIsOnlyAdjusted() {
        Clocks clocks = new Clocks(wall::get, () -> BEGIN);
        wall.set(BEGIN.plusMillis(700));
        assertThat(clocks.dateOf(BEGIN)).isEqualTo(BEGIN);
    }
}
