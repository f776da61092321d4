package io.pilothouse.desktop.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.desktop.testing.FleetGen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MomentTest {
    private static final Instant NOW = FleetGen.NOW;
    private static final ClusterState QUIET =
            FleetGen.cluster("a", "prod", Contact.CONNECTED, NOW.minusSeconds(80_000), List.of());

    @Test
    void knowsAConnectedClusterUpToTheHubsLastWordHoweverLongItHadNothingToReport() {
        Moment moment = new Moment(NOW, NOW.minusSeconds(1));

        assertThat(moment.age(QUIET)).contains(Duration.ofSeconds(1));
        assertThat(moment.isOld(QUIET)).isFalse();
    }

    @Test
    void growsOldWithTheHubsSilence() {
        Moment moment = new Moment(NOW, NOW.minusSeconds(300));

        assertThat(moment.age(QUIET)).contains(Duration.ofMinutes(5));
        assertThat(moment.isOld(QUIET)).isTrue();
    }

    @Test
    void countsTheSilenceThatCameBeforeAnAgentWasCalledSilent() {
        ClusterState silent = FleetGen.withContact(QUIET, Contact.SILENT, NOW.minusSeconds(15));

        assertThat(new Moment(NOW, NOW).age(silent)).contains(Duration.ofSeconds(60));
    }

    @Test
    void drawsWhatIsNotInContactAsOldAtOnce() {
        ClusterState gone = FleetGen.withContact(QUIET, Contact.DISCONNECTED, NOW.minusSeconds(1));

        assertThat(new Moment(NOW, NOW).isOld(gone)).isTrue();
        assertThat(new Moment(NOW, NOW).isOld(ClusterState.unknown("b"))).isTrue();
        assertThat(new Moment(NOW, NOW).age(ClusterState.unknown("b"))).isEmpty();
    }

    @Test
    void takesAFutureThatASkewedClockMadeForNow() {
        assertThat(new Moment(NOW, NOW).since(NOW.plusSeconds(90))).isZero();
    }

    @Test
    void drawsNothingAsNowTenSecondsAfterTheHubsLastWord() {
        ClusterState connected =
                new ClusterState("a", ClusterStatus.NONE, Contact.CONNECTED, NOW, NOW, Revision.NONE, new TreeMap<>());
        assertThat(new Moment(NOW, NOW.minusSeconds(10)).isOld(connected)).isFalse();
        assertThat(new Moment(NOW, NOW.minusSeconds(11)).isOld(connected)).isTrue();
    }
}
