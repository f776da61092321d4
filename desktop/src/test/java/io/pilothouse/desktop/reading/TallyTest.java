package io.pilothouse.desktop.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.desktop.testing.FleetGen;
import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void countsEveryApplicationOnce() {
        FleetSnapshot fleet = FleetGen.three();

        Tally tally = fleet.clusters().values().stream().map(Tally::of).reduce(Tally.NONE, Tally::plus);

        assertThat(tally.total()).isEqualTo(12);
        assertThat(tally.count(Condition.FAILED)).isEqualTo(1);
        assertThat(tally.count(Condition.DRIFTED)).isEqualTo(1);
        assertThat(tally.count(Condition.IN_SYNC)).isEqualTo(8);
        assertThat(tally.clusters(Condition.IN_SYNC)).isEqualTo(3);
        assertThat(tally.clusters()).isEqualTo(3);
    }

    @Test
    void countsAClusterThatNothingSpeaksFor() {
        Tally tally = Tally.of(ClusterState.unknown("a"));

        assertThat(tally.count(Condition.UNKNOWN)).isEqualTo(1);
        assertThat(tally.total()).isEqualTo(1);
    }

    @Test
    void isBackWhereItWasAfterAddingAndTakingAway() {
        FleetSnapshot fleet = new FleetGen(3).fleet(50, 5);
        Tally before = fleet.clusters().values().stream().map(Tally::of).reduce(Tally.NONE, Tally::plus);
        Tally one = Tally.of(FleetGen.three().clusters().get("prod-us-1"));

        assertThat(before.plus(one).minus(one)).isEqualTo(before).hasSameHashCodeAs(before);
    }
}
