package io.pilothouse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.signal.RunningMinute;
import io.pilothouse.core.signal.SignalEvent;
import io.pilothouse.core.signal.SignalLevels;
import io.pilothouse.core.signal.SignalMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalCourierTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final long EVERY = Duration.ofSeconds(15).toNanos();

    private final List<SignalMinute> minutes = new ArrayList<>();
    private final SignalCourier courier = new SignalCourier((from, max) -> minutes.stream()
            .filter(minute -> !minute.minute().isBefore(from))
            .limit(max)
            .toList());

    @Test
    void sendsTheRunningMinuteAgainOnlyWhenItChanged() {
        // Given
        minutes.add(minute(0, 1));
        courier.welcome("ledger", 0);

        // When
        List<SignalMinute> first = courier.batch(0);
        List<SignalMinute> tooSoon = courier.batch(EVERY - 1);
        List<SignalMinute> unchanged = courier.batch(EVERY);
        minutes.set(0, minute(0, 2));
        List<SignalMinute> changed = courier.batch(2 * EVERY);

        // Then
        assertThat(first).containsExactly(minute(0, 1));
        assertThat(tooSoon).isEmpty();
        assertThat(unchanged).isEmpty();
        assertThat(changed).containsExactly(minute(0, 2));
    }

    @Test
    void sendsAMinuteOnceMoreWhenItIsOver() {
        // Given
        minutes.add(minute(0, 1));
        courier.welcome("ledger", 0);
        courier.batch(0);

        // When
        minutes.set(0, minute(0, 9));
        minutes.add(minute(1, 0));
        List<SignalMinute> batch = courier.batch(EVERY);

        // Then
        assertThat(batch).containsExactly(minute(0, 9), minute(1, 0));
    }

    @Test
    void catchesUpWithoutWaitingBetweenBatches() {
        // Given
        for (int i = 0; i < 150; i++) {
            minutes.add(minute(i, 1));
        }
        courier.welcome("ledger", 0);

        // When
        List<List<SignalMinute>> batches = List.of(courier.batch(0), courier.batch(1), courier.batch(2));

        // Then
        assertThat(batches).allMatch(batch -> batch.size() <= SignalCourier.BATCH_MINUTES);
        assertThat(batches.stream().flatMap(List::stream).distinct()).isEqualTo(minutes);
        assertThat(courier.dueIn(3)).isPositive();
    }

    @Test
    void sendsAgainWhatNoHeartbeatConfirmed() {
        // Given
        minutes.add(minute(0, 1));
        minutes.add(minute(1, 1));
        courier.welcome("ledger", 0);
        courier.batch(0);
        courier.heartbeat();
        courier.heartbeatAnswered();
        minutes.add(minute(2, 1));
        minutes.add(minute(3, 1));
        courier.batch(EVERY);

        // When
        courier.welcome("ledger", 2 * EVERY);
        List<SignalMinute> again = courier.batch(2 * EVERY);

        // Then
        assertThat(again).containsExactly(minute(1, 1), minute(2, 1), minute(3, 1));
    }

    @Test
    void sendsEverythingToAnotherLedger() {
        // Given
        minutes.add(minute(0, 1));
        minutes.add(minute(1, 1));
        courier.welcome("ledger", 0);
        courier.batch(0);
        courier.heartbeat();
        courier.heartbeatAnswered();

        // When
        courier.welcome("another", EVERY);
        List<SignalMinute> all = courier.batch(EVERY);

        // Then
        assertThat(all).isEqualTo(minutes);
    }

    private static SignalMinute minute(int number, int drifts) {
        Instant at = NOON.plusSeconds(60L * number);
        RunningMinute minute = RunningMinute.starting(at, SignalLevels.NONE);
        for (int i = 0; i < drifts; i++) {
            minute = minute.with(new SignalEvent.DriftDetected(), at);
        }
        return minute.complete();
    }
}
