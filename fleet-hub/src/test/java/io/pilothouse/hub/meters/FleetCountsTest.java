package io.pilothouse.hub.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.hub.Samples;
import io.pilothouse.hub.meters.FleetCounts.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FleetCountsTest {

    @Test
    void countsAsUnknownWhatNobodyReportsOnAnyMore() {
        // Given
        FleetSnapshot fleet = new FleetSnapshot(
                1,
                Map.of("a", cluster("a", Contact.CONNECTED), "b", cluster("b", Contact.DISCONNECTED)),
                new LinkedHashMap<>());
        // When
        FleetCounts counts = FleetCounts.of(fleet);
        // Then
        assertThat(counts.states()).containsEntry(State.SYNCED, 1).containsEntry(State.UNKNOWN, 1);
        assertThat(counts.states()).containsOnlyKeys(State.values());
        assertThat(counts.contacts()).containsEntry(Contact.CONNECTED, 1).containsEntry(Contact.NEVER, 0);
    }

    private static ClusterState cluster(String name, Contact contact) {
        TreeMap<ApplicationKey, ApplicationStatus> applications = new TreeMap<>();
        applications.put(Samples.app(name, "web"), Samples.status(name, "web"));
        return new ClusterState(
                name, ClusterStatus.NONE, contact, Samples.NOON, Samples.NOON, Samples.REVISION, applications);
    }
}
