package io.pilothouse.desktop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.Contact;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Moment;
import io.pilothouse.desktop.state.Connection;
import io.pilothouse.desktop.state.FleetView;
import io.pilothouse.desktop.state.HubDescription;
import io.pilothouse.desktop.testing.FakeHub;
import io.pilothouse.desktop.testing.FleetGen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterModelTest {
    private static final Instant NOW = FleetGen.NOW;

    private final FakeHub hub = new FakeHub();
    private final Deque<Runnable> later = new ArrayDeque<>();

    @Test
    void showsTheClusterAndAsksForItsHour() {
        ClusterModel model = new ClusterModel(hub, Runnable::run);
        model.open("prod-us-1");
        tell(model);

        assertThat(model.clusterProperty().get()).isPresent();
        assertThat(model.applications()).hasSize(4);
        assertThat(model.applications().getFirst().key().name()).isEqualTo("storefront");
        assertThat(model.signalsProperty().get().newest()).isPresent();
    }

    @Test
    void asksAgainOnlyAfterAWhile() {
        ClusterModel model = new ClusterModel(hub, Runnable::run);
        model.open("prod-us-1");
        tell(model);

        for (int i = 1; i < ClusterModel.SECONDS_BETWEEN_SIGNALS; i++) {
            model.tick(NOW.plusSeconds(1));
        }
        assertThat(hub.signalQuestions).isEqualTo(1);

        model.tick(NOW.plusSeconds(1));
        assertThat(hub.signalQuestions).isEqualTo(2);
    }

    @Test
    void dropsAnAnswerThatCameForTheClusterBefore() {
        ClusterModel model = new ClusterModel(hub, later::add);
        hub.signals.put("prod-eu-1", List.of());
        model.open("prod-us-1");
        tell(model);

        model.open("prod-eu-1");
        later.forEach(Runnable::run);

        assertThat(model.signalsProperty().get()).isEqualTo(SignalHour.NONE);
    }

    @Test
    void saysInWordsWhyTheAgentIsNotHeard() {
        ClusterState cluster = FleetGen.three().clusters().get("prod-us-1");
        Moment moment = new Moment(NOW, NOW);

        assertThat(ClusterText.contact(cluster, moment).word()).isEqualTo("Connected");
        assertThat(ClusterText.contact(FleetGen.withContact(cluster, Contact.SILENT, NOW.minusSeconds(75)), moment)
                        .reason())
                .contains("no heartbeat came for 2 min");
        assertThat(ClusterText.contact(
                                FleetGen.withContact(cluster, Contact.DISCONNECTED, NOW.minusSeconds(75)), moment)
                        .reason())
                .contains("closed 1 min ago");
        assertThat(ClusterText.contact(cluster, new Moment(NOW, NOW.minusSeconds(90)))
                        .condition())
                .isEqualTo(Condition.NO_CONTACT);
    }

    @Test
    void namesTheWorstApplicationAsTheReason() {
        ClusterState cluster = FleetGen.three().clusters().get("staging-eu-1");

        assertThat(ClusterText.sync(cluster).reason()).startsWith("1 of 4 applications: checkout – Deployment");
        assertThat(ClusterText.health(cluster).word()).isEqualTo("Degraded");
    }

    private static void tell(ClusterModel model) {
        Connection up = new Connection(
                Connection.Phase.UP, NOW, HubDescription.NONE, NOW, Instant.MAX, Duration.ZERO, 0, NOW, "");
        model.changed(new FleetView(FleetGen.three(), true, up, 0, Set.of(), true), NOW);
    }
}
