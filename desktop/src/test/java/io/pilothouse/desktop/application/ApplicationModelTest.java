package io.pilothouse.desktop.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.desktop.state.CommandDesk;
import io.pilothouse.desktop.state.Connection;
import io.pilothouse.desktop.state.FleetView;
import io.pilothouse.desktop.state.HubDescription;
import io.pilothouse.desktop.testing.FakeHub;
import io.pilothouse.desktop.testing.FleetGen;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplicationModelTest {
    private static final Instant NOW = FleetGen.NOW;
    private static final ApplicationKey DRIFTED = new ApplicationKey("prod-us-1", Layer.APP, "shop", "storefront");
    private static final ApplicationKey SUSPENDED = new ApplicationKey("staging-eu-1", Layer.APP, "data", "warehouse");

    private final FakeHub hub = new FakeHub();
    private final CommandDesk desk = new CommandDesk(hub, Runnable::run, () -> "id");
    private final ApplicationModel model = new ApplicationModel(hub, Runnable::run, desk);
    private FleetSnapshot fleet = FleetGen.three();

    @BeforeEach
    void fill() {
        fleet.clusters()
                .values()
                .forEach(cluster -> cluster.applications()
                        .values()
                        .forEach(status -> hub.details.put(status.key(), FleetGen.detail(status))));
    }

    @Test
    void showsObjectsThatNeedAPersonFirstAndTheirFields() {
        model.open(DRIFTED);
        tell();

        assertThat(model.objects()).hasSize(9);
        assertThat(model.objects().getFirst().key().kind()).isEqualTo("ConfigMap");
        assertThat(model.fields()).extracting(FieldDrift::path).containsExactly("/data/timeout");

        model.select(model.objects().get(1).key());
        assertThat(model.fields()).extracting(FieldDrift::manager).contains("kubectl-edit");
    }

    @Test
    void showsWhatWasDriftingBefore() {
        model.open(DRIFTED);
        tell();

        assertThat(model.history()).hasSize(6);
        assertThat(model.history().getFirst().action()).isEqualTo(DriftRecord.Action.NOTED);
    }

    @Test
    void offersWhatMakesSenseAndSaysWhyNotTheRest() {
        model.open(DRIFTED);
        tell();
        assertThat(model.whyNot(Command.Verb.SYNC_NOW)).isEmpty();
        assertThat(model.whyNot(Command.Verb.SUSPEND)).isEmpty();
        assertThat(model.whyNot(Command.Verb.RESUME)).contains("It is not suspended.");

        model.open(SUSPENDED);
        tell();
        assertThat(model.whyNot(Command.Verb.SYNC_NOW)).contains("The application is suspended; resume it first.");
        assertThat(model.whyNot(Command.Verb.RESUME)).isEmpty();
    }

    @Test
    void offersNothingForAnAgentThatIsNotThere() {
        ClusterState gone = FleetGen.withContact(fleet.clusters().get("prod-us-1"), Contact.DISCONNECTED, NOW);
        Map<String, ClusterState> clusters = new HashMap<>(fleet.clusters());
        clusters.put("prod-us-1", gone);
        fleet = new FleetSnapshot(1_000, clusters, new LinkedHashMap<>());
        model.open(DRIFTED);
        tell();

        assertThat(model.whyNot(Command.Verb.SYNC_NOW).orElseThrow()).contains("is not connected");
        assertThat(model.isOld()).isTrue();
    }

    @Test
    void givesACommandForExactlyThisApplication() {
        model.open(DRIFTED);
        tell();

        model.give(Command.Verb.SUSPEND, "INC-4711");

        assertThat(hub.commands).singleElement().satisfies(command -> {
            assertThat(command.application()).contains(DRIFTED);
            assertThat(command.cluster()).isEqualTo("prod-us-1");
            assertThat(command.reason()).isEqualTo("INC-4711");
            assertThat(command.timeToLive()).isEqualTo(CommandDesk.TIME_TO_LIVE);
        });
    }

    @Test
    void saysThatItsObjectsMayBeOutOfDateUntilTheyComeAgain() {
        model.open(DRIFTED);
        tell();

        hub.watchers.get(DRIFTED).interrupted("hub.example stopped");
        assertThat(model.troubleProperty().get()).contains("hub.example stopped");
        assertThat(model.objects()).hasSize(9);

        hub.watchers.get(DRIFTED).changed(hub.details.get(DRIFTED));
        assertThat(model.troubleProperty().get()).isEmpty();
    }

    @Test
    void followsNothingOnceClosed() {
        model.open(DRIFTED);
        tell();
        var late = hub.watchers.get(DRIFTED);

        model.close();
        late.changed(FleetGen.detail(FleetGen.synced(DRIFTED)));

        assertThat(hub.watchers).isEmpty();
        assertThat(model.fields()).isNotEmpty();
    }

    private void tell() {
        HubDescription described = new HubDescription("hub.example:7443", "00", "0.1.0", "m.rossi", NOW);
        Connection up =
                new Connection(Connection.Phase.UP, NOW, described, NOW, Instant.MAX, Duration.ZERO, 0, NOW, "");
        FleetView view = new FleetView(fleet, true, up, 0, Set.of(), true);
        desk.changed(view, NOW);
        model.changed(view, NOW);
    }
}
