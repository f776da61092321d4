package io.pilothouse.desktop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktop.testing.FleetGen;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalHourTest {
    private static final long FROM = FleetGen.NOW.getEpochSecond() / 60 - 59;
    private static final SignalHour HOUR = SignalHour.of(FROM, FleetGen.signals(FROM, FROM + 60));

    @Test
    void leavesAGapForEveryMinuteTheAgentWasSilentIn() {
        List<Double> series = HOUR.series(minute -> minute.errors().outOfSync());

        assertThat(series).hasSize(60);
        assertThat(series.subList(21, 27)).allMatch(value -> value.isNaN());
        assertThat(series.get(20)).isNotNaN();
        assertThat(HOUR.quantiles(minute -> minute.latency().lead(), 0.5).subList(21, 27))
                .allMatch(value -> value.isNaN());
    }

    @Test
    void addsTheHourUp() {
        long changes = HOUR.count(minute ->
                minute.traffic().succeeded() + (double) minute.traffic().failed());

        assertThat(HOUR.total(minute -> minute.latency().lead()).count()).isEqualTo(changes);
        assertThat(HOUR.newest().orElseThrow().minute().getEpochSecond() / 60).isEqualTo(FROM + 59);
    }

    @Test
    void hasNoValueWhereNothingWasSaid() {
        assertThat(SignalHour.NONE.series(minute -> 1)).allMatch(value -> value.isNaN());
        assertThat(SignalHour.NONE.newest()).isEmpty();
    }
}
