package io.pilothouse.hub.ledger;

import static io.pilothouse.hub.Samples.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.signal.SignalMinute;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignalTotalsTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    @Test
    void countsAMinuteThatIsSentAgainOnlyOnce() {
        // Given
        SignalMinute early = minute(1, 2, SHORT);
        SignalMinute late = minute(1, 5, SHORT);
        SignalTotals once = SignalTotals.ZERO.plus(early, Optional.empty());
        // When
        SignalTotals twice = once.plus(late, Optional.of(early)).plus(late, Optional.of(late));
        // Then
        assertThat(twice.succeeded()).isEqualTo(5);
        assertThat(twice.lead().count()).isEqualTo(1);
    }

    @Test
    void neverFalls() {
        // Given
        SignalTotals five = SignalTotals.ZERO.plus(minute(1, 5, SHORT), Optional.empty());
        // When
        SignalTotals after = five.plus(minute(1, 2, SHORT), Optional.of(minute(1, 5, SHORT)));
        // Then
        assertThat(after.succeeded()).isEqualTo(5);
    }

    @Test
    void addsUpWhatTwoProcessesCountedInOneMinute() {
        // Given
        List<SignalMinute> rows = List.of(minute(1, 2, SHORT), minute(1, 3, SHORT), minute(2, 4, SHORT));
        // When
        List<SignalMinute> sums = SignalSums.byMinute(rows);
        // Then
        assertThat(sums).hasSize(2);
        assertThat(sums.getFirst().traffic().succeeded()).isEqualTo(5);
        assertThat(sums.getFirst().latency().lead().count()).isEqualTo(2);
        assertThat(sums.getFirst().errors().applications()).isEqualTo(9);
        assertThat(sums.getLast().traffic().succeeded()).isEqualTo(4);
    }
}
