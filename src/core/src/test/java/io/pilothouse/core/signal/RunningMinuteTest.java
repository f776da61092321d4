package io.pilothouse.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningMinuteTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void countsEachKindOfEventInItsPlace() {
        // Given
        List<SignalEvent> events = List.of(
                new SignalEvent.RunStarted(Duration.ofSeconds(3)),
                new SignalEvent.RunApplied(Duration.ofSeconds(7), 12),
                new SignalEvent.ChangeSucceeded(Duration.ofSeconds(40)),
                new SignalEvent.ChangeFailed(),
                new SignalEvent.ChangeSuperseded(),
                new SignalEvent.DriftDetected(),
                new SignalEvent.DriftDetected(),
                new SignalEvent.DriftCorrected(Duration.ofMillis(300)),
                new SignalEvent.PollFailed());

        // When
        RunningMinute minute = RunningMinute.starting(NOON.plusSeconds(5), SignalLevels.NONE);
        for (SignalEvent event : events) {
            minute = minute.with(event, NOON.plusSeconds(10));
        }
        SignalMinute complete = minute.complete();

        // Then
        assertThat(complete.minute()).isEqualTo(NOON);
        assertThat(complete.latency().lead()).isEqualTo(Histogram.EMPTY.with(Duration.ofSeconds(40)));
        assertThat(complete.latency().apply()).isEqualTo(Histogram.EMPTY.with(Duration.ofSeconds(7)));
        assertThat(complete.latency().repair()).isEqualTo(Histogram.EMPTY.with(Duration.ofMillis(300)));
        assertThat(complete.traffic()).isEqualTo(new SignalMinute.Traffic(1, 1, 1, 0, 12));
        assertThat(complete.errors()).isEqualTo(new SignalMinute.Errors(0, 0, 0, 0, 2, 1, 1));
        assertThat(complete.saturation().queueWait()).isEqualTo(Histogram.EMPTY.with(Duration.ofSeconds(3)));
        assertThat(complete.saturation().oldestWaitMillis()).isEqualTo(3_000);
    }

    @Test
    void keepsTheLastOfTheNumbersOfApplicationsAndTheMostOfWhatWaits() {
        // Given
        SignalLevels busy = new SignalLevels(9, 4, 3, 2, 5, 6, 7_000, 1, 2, 0.4);
        SignalLevels calm = new SignalLevels(9, 0, 1, 0, 1, 0, 0, 0, 2, 0.1);

        // When
        SignalMinute minute = RunningMinute.starting(NOON, SignalLevels.NONE)
                .with(new SignalEvent.Sampled(busy), NOON.plusSeconds(1))
                .with(new SignalEvent.Sampled(calm), NOON.plusSeconds(2))
                .complete();

        // Then
        assertThat(minute.errors()).isEqualTo(new SignalMinute.Errors(9, 0, 1, 0, 0, 0, 0));
        assertThat(minute.traffic().inProgress()).isEqualTo(5);
        assertThat(minute.saturation().queueDepth()).isEqualTo(6);
        assertThat(minute.saturation().oldestWaitMillis()).isEqualTo(7_000);
        assertThat(minute.saturation().journalFill()).isEqualTo(0.4);
    }

    @Test
    void weighsBusyWorkersByTimeNotBySamples() {
        // Given
        SignalLevels idle = levels(0, 4);
        SignalLevels full = levels(4, 4);

        // When
        RunningMinute minute = RunningMinute.starting(NOON, idle);
        for (int i = 0; i < 100; i++) {
            minute = minute.with(new SignalEvent.Sampled(full), NOON.plusSeconds(30));
        }

        // Then
        assertThat(minute.complete().saturation().busyRatio()).isCloseTo(0.5, within(1e-9));
        assertThat(minute.at(NOON.plusSeconds(40)).saturation().busyRatio()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void beginsAsTheMinuteBeforeEnded() {
        // Given
        SignalLevels levels = new SignalLevels(9, 1, 2, 3, 1, 1, 500, 2, 4, 0.2);

        // When
        SignalMinute next = RunningMinute.starting(NOON, levels).complete();

        // Then
        assertThat(next.errors()).isEqualTo(new SignalMinute.Errors(9, 1, 2, 3, 0, 0, 0));
        assertThat(next.traffic()).isEqualTo(new SignalMinute.Traffic(0, 0, 0, 1, 0));
        assertThat(next.saturation().busyRatio()).isEqualTo(0.5);
    }

    @Test
    void staysWithinItsBoundsWhateverTheClockDoes() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            // Given
            RunningMinute minute = RunningMinute.starting(NOON, levels(random.nextInt(5), 4));

            // When
            for (int i = 0; i < 50; i++) {
                minute = minute.with(
                        new SignalEvent.Sampled(levels(random.nextInt(5), random.nextInt(5))),
                        NOON.plusSeconds(random.nextInt(-600, 600)));
            }

            // Then
            assertThat(minute.complete().saturation().busyRatio()).isBetween(0.0, 1.0);
            assertThat(minute.complete().minute()).isEqualTo(NOON);
        }
    }

    private static SignalLevels levels(int busy, int workers) {
        return new SignalLevels(0, 0, 0, 0, 0, 0, 0, busy, workers, 0);
    }
}
