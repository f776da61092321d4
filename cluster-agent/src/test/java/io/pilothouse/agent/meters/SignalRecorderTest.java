package io.pilothouse.agent.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.SignalSink.ChangeResult;
import io.pilothouse.agent.port.SignalSink.Sample;
import io.pilothouse.core.signal.SignalMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignalRecorderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Instant now = NOON;
    private double fill;
    private final AgentMeters meters = new AgentMeters("prod-eu-1");
    private final SignalRecorder recorder = new SignalRecorder(() -> now, meters, () -> fill);

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void showsTheRunningMinuteAndThoseBefore() {
        // Given
        recorder.changeEnded(ChangeResult.SUCCEEDED, Duration.ofSeconds(4));
        now = NOON.plusSeconds(61);
        recorder.changeEnded(ChangeResult.FAILED, Duration.ofSeconds(4));

        // When
        List<SignalMinute> minutes = recorder.minutes(Instant.EPOCH, 60);

        // Then
        assertThat(minutes).extracting(SignalMinute::minute).containsExactly(NOON, NOON.plusSeconds(60));
        assertThat(minutes.get(0).traffic().succeeded()).isEqualTo(1);
        assertThat(minutes.get(0).latency().lead().count()).isEqualTo(1);
        assertThat(minutes.get(1).traffic().failed()).isEqualTo(1);
        assertThat(minutes.get(1).latency().lead().count()).isZero();
    }

    @Test
    void carriesHowThingsStandIntoAMinuteWithoutSamples() {
        // Given
        fill = 0.25;
        recorder.sample(new Sample(9, 1, 2, 3, 0, 0, Duration.ZERO, 2, 4));

        // When
        now = NOON.plusSeconds(60);
        SignalMinute next = recorder.minutes(now, 1).getFirst();

        // Then
        assertThat(next.errors()).isEqualTo(new SignalMinute.Errors(9, 1, 2, 3, 0, 0, 0));
        assertThat(next.saturation().journalFill()).isEqualTo(0.25);
    }

    @Test
    void givesMinutesFromAPointOnAndNoMoreThanAsked() {
        // Given
        for (int minute = 0; minute < 10; minute++) {
            now = NOON.plusSeconds(60L * minute);
            recorder.driftDetected();
        }

        // When
        List<SignalMinute> minutes = recorder.minutes(NOON.plusSeconds(180), 3);

        // Then
        assertThat(minutes)
                .extracting(SignalMinute::minute)
                .containsExactly(NOON.plusSeconds(180), NOON.plusSeconds(240), NOON.plusSeconds(300));
    }

    @Test
    void keepsADayAndNoMore() {
        // Given
        for (int minute = 0; minute < 2_000; minute++) {
            now = NOON.plusSeconds(60L * minute);
            recorder.driftDetected();
        }

        // When
        List<SignalMinute> minutes = recorder.minutes(Instant.EPOCH, 10_000);

        // Then
        assertThat(minutes).hasSize(SignalRecorder.KEPT_MINUTES + 1);
        assertThat(minutes.getLast().minute()).isEqualTo(now);
    }

    @Test
    void losesNothingThatSeveralThreadsRecord() throws InterruptedException {
        // Given
        int threads = 8;
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> all = IntStream.range(0, threads)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    for (int n = 0; n < 1_000; n++) {
                        recorder.runApplied(Duration.ofSeconds(1), 2);
                    }
                }))
                .toList();

        // When
        go.countDown();
        for (Thread thread : all) {
            thread.join();
        }

        // Then
        SignalMinute minute = recorder.minutes(Instant.EPOCH, 1).getFirst();
        assertThat(minute.traffic().writes()).isEqualTo(16_000);
        assertThat(minute.latency().apply().count()).isEqualTo(8_000);
    }

    @Test
    void showsThePrometheusNamesOfTheDesign() {
        // Given
        recorder.runStarted(Duration.ofMillis(20));
        recorder.runApplied(Duration.ofSeconds(2), 3);
        recorder.changeEnded(ChangeResult.SUCCEEDED, Duration.ofSeconds(4));
        recorder.driftDetected();
        recorder.driftCorrected(Duration.ofMillis(300));
        recorder.polled(true);
        recorder.polled(false);
        recorder.sample(new Sample(9, 1, 2, 3, 1, 5, Duration.ofSeconds(7), 2, 4));
        meters.outbox(() -> 0.5, () -> 3);
        meters.hub(() -> 1, () -> 0.25, () -> 3_600);

        // When
        String text = meters.scrape();

        // Then
        assertThat(text)
                .contains("pilothouse_change_lead_seconds_bucket{cluster=\"prod-eu-1\",le=\"5.0\"} 1")
                .contains("pilothouse_change_lead_seconds_count{cluster=\"prod-eu-1\"} 1")
                .contains("pilothouse_change_apply_seconds_sum{cluster=\"prod-eu-1\"} 2.0")
                .contains("pilothouse_changes_total{cluster=\"prod-eu-1\",result=\"succeeded\"} 1.0")
                .contains("pilothouse_changes_in_progress{cluster=\"prod-eu-1\"} 1.0")
                .contains("pilothouse_applications{cluster=\"prod-eu-1\",state=\"out_of_sync\"} 1.0")
                .contains("pilothouse_drift_detected_total{cluster=\"prod-eu-1\"} 1.0")
                .contains("pilothouse_drift_corrected_total{cluster=\"prod-eu-1\"} 1.0")
                .contains("pilothouse_drift_repair_seconds_count{cluster=\"prod-eu-1\"} 1")
                .contains("pilothouse_sync_queue_wait_seconds_count{cluster=\"prod-eu-1\"} 1")
                .contains("pilothouse_sync_queue_depth{cluster=\"prod-eu-1\"} 5.0")
                .contains("pilothouse_sync_queue_oldest_age_seconds{cluster=\"prod-eu-1\"} 7.0")
                .contains("pilothouse_sync_workers_busy_ratio{cluster=\"prod-eu-1\"} 0.5")
                .contains("pilothouse_source_polls_total{cluster=\"prod-eu-1\",result=\"failed\"} 1.0")
                .contains("pilothouse_source_polls_total{cluster=\"prod-eu-1\",result=\"ok\"} 1.0")
                .contains("pilothouse_source_last_success_timestamp_seconds{cluster=\"prod-eu-1\"}")
                .contains("pilothouse_outbox_fill_ratio{cluster=\"prod-eu-1\"} 0.5")
                .contains("pilothouse_outbox_dropped_total{cluster=\"prod-eu-1\"} 3.0")
                .contains("pilothouse_agent_connected{cluster=\"prod-eu-1\"} 1.0")
                .contains("pilothouse_agent_clock_skew_seconds{cluster=\"prod-eu-1\"} 0.25")
                .contains("pilothouse_cert_expiry_seconds{cluster=\"prod-eu-1\"} 3600.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void showsNoMeterThatTheEnumDoesNotDocument() {
        // Given
        Pattern ours = Pattern.compile("^# TYPE (pilothouse_\\S+) ", Pattern.MULTILINE);
        List<String> documented = java.util.Arrays.stream(AgentMeter.values())
                .map(meter -> meter.key().replace('.', '_'))
                .toList();

        // When
        List<String> shown = ours.matcher(meters.scrape())
                .results()
                .map(match -> match.group(1))
                .toList();

        // Then
        assertThat(shown).isNotEmpty().allMatch(name -> documented.stream().anyMatch(name::startsWith));
    }
}
