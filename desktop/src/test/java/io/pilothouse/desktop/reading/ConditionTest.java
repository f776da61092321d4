package io.pilothouse.desktop.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.desktop.testing.FleetGen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionTest {
    private static final ApplicationKey KEY = new ApplicationKey("a", Layer.APP, "shop", "storefront");

    @Test
    void readsEachKindOfApplication() {
        assertThat(heard(FleetGen.synced(KEY))).isEqualTo(Condition.IN_SYNC);
        assertThat(heard(FleetGen.failed(KEY))).isEqualTo(Condition.FAILED);
        assertThat(heard(FleetGen.degraded(KEY))).isEqualTo(Condition.DEGRADED);
        assertThat(heard(FleetGen.drifted(KEY))).isEqualTo(Condition.DRIFTED);
        assertThat(heard(FleetGen.applying(KEY))).isEqualTo(Condition.APPLYING);
        assertThat(heard(FleetGen.behind(KEY))).isEqualTo(Condition.BEHIND);
        assertThat(heard(FleetGen.suspended(KEY))).isEqualTo(Condition.PAUSED);
    }

    @Test
    void callsHeldWhatIsOutOfSyncForAReasonWithNothingLeftToApply() {
        ApplicationStatus held = new ApplicationStatus(
                KEY,
                SyncStatus.OUT_OF_SYNC,
                Health.HEALTHY,
                RunPhase.SUCCEEDED,
                FleetGen.HEAD,
                FleetGen.HEAD,
                false,
                9,
                0,
                "PH-320",
                "would delete 14 of 52 objects",
                FleetGen.NOW);

        assertThat(heard(held)).isEqualTo(Condition.HELD);
    }

    /// The overview never lies: whatever combination an agent sends, only what is heard, synced and healthy is
    /// green.
    @Test
    void isGreenOnlyForWhatIsHeardSyncedAndHealthy() {
        for (Contact contact : Contact.values()) {
            for (SyncStatus sync : SyncStatus.values()) {
                for (Health health : Health.values()) {
                    for (RunPhase phase : RunPhase.values()) {
                        ApplicationStatus status = new ApplicationStatus(
                                KEY,
                                sync,
                                health,
                                phase,
                                FleetGen.HEAD,
                                FleetGen.HEAD,
                                false,
                                1,
                                0,
                                "",
                                "",
                                FleetGen.NOW);
                        boolean isWell =
                                contact == Contact.CONNECTED && sync == SyncStatus.SYNCED && health == Health.HEALTHY;
                        if (!isWell) {
                            assertThat(Condition.of(status, contact)).isNotEqualTo(Condition.IN_SYNC);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Contact.class,
            names = {"SILENT", "DISCONNECTED"})
    void keepsTheLastBadWordOfAnAgentThatIsNoLongerHeard(Contact contact) {
        assertThat(Condition.of(FleetGen.failed(KEY), contact)).isEqualTo(Condition.FAILED);
        assertThat(Condition.of(FleetGen.synced(KEY), contact)).isEqualTo(Condition.NO_CONTACT);
        assertThat(Condition.of(FleetGen.drifted(KEY), contact)).isEqualTo(Condition.NO_CONTACT);
    }

    @Test
    void letsTheWorstDecideForACluster() {
        ClusterState cluster = FleetGen.cluster(
                "a",
                "prod",
                Contact.CONNECTED,
                FleetGen.NOW,
                List.of(
                        FleetGen.synced(KEY),
                        FleetGen.drifted(new ApplicationKey("a", Layer.APP, "shop", "checkout")),
                        FleetGen.applying(new ApplicationKey("a", Layer.APP, "shop", "payments"))));

        assertThat(Condition.of(cluster)).isEqualTo(Condition.DRIFTED);
        assertThat(Condition.ownOf(cluster)).isEmpty();
    }

    @Test
    void knowsNothingOfAClusterThatNeverSpoke() {
        assertThat(Condition.of(ClusterState.unknown("a"))).isEqualTo(Condition.UNKNOWN);
    }

    private static Condition heard(ApplicationStatus status) {
        return Condition.of(status, Contact.CONNECTED);
    }
}
