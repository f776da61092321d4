package io.pilothouse.desktop.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetReducer;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.desktop.testing.FakeHub;
import io.pilothouse.desktop.testing.FleetGen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandDeskTest {
    private static final Instant NOW = FleetGen.NOW;
    private static final ApplicationKey KEY = new ApplicationKey("prod-us-1", Layer.APP, "shop", "storefront");
    private static final HubDescription HUB = new HubDescription("hub.example:7443", "00", "0.1.0", "m.rossi", NOW);

    private final FakeHub hub = new FakeHub();
    private final CommandDesk desk = new CommandDesk(hub, Runnable::run, () -> "id-" + hub.commands.size());
    private FleetSnapshot fleet = FleetGen.three();
    private Connection connection = Connection.none(NOW).answered(HUB, NOW).heard(NOW);

    @Test
    void followsACommandToItsEnd() {
        tell();
        desk.give(Command.Verb.SYNC_NOW, "prod-us-1", Optional.of(KEY), "INC-4711", NOW);
        assertThat(job().progress()).contains(CommandPhase.ACCEPTED);

        happen(
                new FleetEvent.CommandAccepted(hub.commands.getFirst()),
                new FleetEvent.CommandAdvanced("prod-us-1", "id-0", CommandPhase.SENT, ""),
                new FleetEvent.CommandAdvanced("prod-us-1", "id-0", CommandPhase.RUNNING, ""));
        assertThat(job().progress()).contains(CommandPhase.RUNNING);
        assertThat(job().isDone()).isFalse();

        happen(new FleetEvent.CommandAdvanced("prod-us-1", "id-0", CommandPhase.SUCCEEDED, "applied 9 objects"));
        assertThat(job().isDone()).isTrue();
        assertThat(job().message()).isEqualTo("applied 9 objects");
        assertThat(hub.commands).hasSize(1);
    }

    @Test
    void showsWhyTheHubRefused() {
        tell();
        hub.refusal = Optional.of("hub.example does not know cluster prod-us-1");

        desk.give(Command.Verb.SUSPEND, "prod-us-1", Optional.of(KEY), "", NOW);

        assertThat(job().progress()).contains(CommandPhase.FAILED);
        assertThat(job().message()).isEqualTo("hub.example does not know cluster prod-us-1");
    }

    /// The answer was lost on its way, the command was not: the stream's word replaces the guess.
    @Test
    void believesTheStreamRatherThanALostAnswer() {
        tell();
        hub.refusal = Optional.of("hub did not answer in time");
        desk.give(Command.Verb.SYNC_NOW, "prod-us-1", Optional.of(KEY), "", NOW);

        happen(
                new FleetEvent.CommandAccepted(hub.commands.getFirst()),
                new FleetEvent.CommandAdvanced("prod-us-1", "id-0", CommandPhase.SUCCEEDED, "done"));

        assertThat(job().progress()).contains(CommandPhase.SUCCEEDED);
    }

    @Test
    void sendsNothingWhileTheHubIsAway() {
        connection = connection.lost("nothing answers", 1, NOW.plusSeconds(2));
        tell();

        assertThat(desk.whyNotProperty().get()).isPresent();
        assertThatThrownBy(() -> desk.give(Command.Verb.SYNC_NOW, "prod-us-1", Optional.of(KEY), "", NOW))
                .hasMessageContaining("not connected");
        assertThat(hub.commands).isEmpty();
    }

    @Test
    void sendsNothingWhileWhatIsShownIsTenSecondsOld() {
        tell();
        assertThat(desk.whyNotProperty().get()).isEmpty();

        desk.tick(NOW.plus(Duration.ofSeconds(13)));

        assertThat(desk.whyNotProperty().get().orElseThrow()).contains("10 s old");
    }

    @Test
    void forgetsOnlyWhatIsDone() {
        tell();
        desk.give(Command.Verb.SYNC_NOW, "prod-us-1", Optional.of(KEY), "", NOW);

        desk.dismiss("id-0");
        assertThat(desk.jobsProperty().get()).hasSize(1);

        happen(
                new FleetEvent.CommandAccepted(hub.commands.getFirst()),
                new FleetEvent.CommandAdvanced("prod-us-1", "id-0", CommandPhase.EXPIRED, "the agent did not come"));
        desk.dismiss("id-0");
        assertThat(desk.jobsProperty().get()).isEmpty();
    }

    private CommandDesk.Job job() {
        return desk.jobsProperty().get().getFirst();
    }

    private void happen(FleetEvent... events) {
        List<FleetEvent.Recorded> recorded = Stream.iterate(fleet.sequence() + 1, sequence -> sequence + 1)
                .limit(events.length)
                .map(sequence ->
                        new FleetEvent.Recorded(sequence, NOW, events[(int) (sequence - fleet.sequence() - 1)]))
                .toList();
        fleet = FleetReducer.fold(fleet, recorded).snapshot();
        tell();
    }

    private void tell() {
        desk.changed(new FleetView(fleet, true, connection, 0, Set.of("prod-us-1"), false), NOW);
    }
}
