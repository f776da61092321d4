package io.pilothouse.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetReducer.Folded;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetReducerTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final Revision COMMIT = new Revision("0123456789abcdef0123456789abcdef01234567");

    private static ApplicationKey key(String cluster, String name) {
        return new ApplicationKey(cluster, Layer.APP, "shop", name);
    }

    private static FleetEvent reported(String cluster, String name, Health health) {
        return new FleetEvent.ApplicationReported(new ApplicationStatus(
                key(cluster, name),
                SyncStatus.SYNCED,
                health,
                RunPhase.SUCCEEDED,
                COMMIT,
                COMMIT,
                false,
                3,
                0,
                "",
                "",
                AT));
    }

    private static FleetEvent accepted(String id) {
        return new FleetEvent.CommandAccepted(
                new Command(id, "a", Optional.empty(), Command.Verb.SYNC_NOW, "", "user ada", Duration.ofSeconds(60)));
    }

    private static <T> T any(T[] values, Random random) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static List<Recorded> recorded(FleetEvent... events) {
        List<Recorded> all = new ArrayList<>();
        for (FleetEvent event : events) {
            all.add(new Recorded(all.size() + 1, AT.plusSeconds(all.size()), event));
        }
        return all;
    }

    @Test
    void keepsTheNewestStatusOfEachApplication() {
        // When
        Folded folded = FleetReducer.fold(
                FleetSnapshot.EMPTY,
                recorded(
                        reported("a", "web", Health.PROGRESSING),
                        reported("b", "web", Health.HEALTHY),
                        reported("a", "web", Health.DEGRADED)));
        // Then
        assertThat(folded.clusters()).containsExactlyInAnyOrder("a", "b");
        assertThat(folded.snapshot().sequence()).isEqualTo(3);
        assertThat(folded.snapshot().application(key("a", "web")))
                .hasValueSatisfying(status -> assertThat(status.health()).isEqualTo(Health.DEGRADED));
        assertThat(folded.snapshot().cluster("a").orElseThrow().reportedAt()).isEqualTo(AT.plusSeconds(2));
    }

    @Test
    void forgetsApplicationsThatLeftTheSlice() {
        // When
        FleetSnapshot snapshot = FleetReducer.fold(
                        FleetSnapshot.EMPTY,
                        recorded(
                                reported("a", "web", Health.HEALTHY),
                                reported("a", "old", Health.HEALTHY),
                                reported("b", "old", Health.HEALTHY),
                                new FleetEvent.SliceReported("a", COMMIT, Set.of(key("a", "web"), key("a", "new")))))
                .snapshot();
        // Then
        assertThat(snapshot.cluster("a").orElseThrow().applications().keySet()).containsExactly(key("a", "web"));
        assertThat(snapshot.cluster("a").orElseThrow().slice()).isEqualTo(COMMIT);
        assertThat(snapshot.application(key("b", "old"))).isPresent();
    }

    @Test
    void keepsWhatItKnewOfASilentClusterAndSaysSinceWhen() {
        // When
        FleetSnapshot snapshot = FleetReducer.fold(
                        FleetSnapshot.EMPTY,
                        recorded(
                                new FleetEvent.ContactChanged("a", Contact.CONNECTED),
                                reported("a", "web", Health.HEALTHY),
                                new FleetEvent.ContactChanged("a", Contact.SILENT),
                                new FleetEvent.ContactChanged("a", Contact.SILENT)))
                .snapshot();
        // Then
        ClusterState state = snapshot.cluster("a").orElseThrow();
        assertThat(state.contact()).isEqualTo(Contact.SILENT);
        assertThat(state.contactSince()).isEqualTo(AT.plusSeconds(2));
        assertThat(state.reportedAt()).isEqualTo(AT.plusSeconds(1));
        assertThat(state.applications()).hasSize(1);
    }

    @Test
    void commandsOnlyMoveForward() {
        // When
        FleetSnapshot snapshot = FleetReducer.fold(
                        FleetSnapshot.EMPTY,
                        recorded(
                                accepted("1"),
                                new FleetEvent.CommandAdvanced("a", "1", CommandPhase.RUNNING, ""),
                                new FleetEvent.CommandAdvanced("a", "1", CommandPhase.SENT, ""),
                                new FleetEvent.CommandAdvanced("a", "1", CommandPhase.SUCCEEDED, "synced"),
                                new FleetEvent.CommandAdvanced("a", "1", CommandPhase.EXPIRED, "late"),
                                new FleetEvent.CommandAdvanced("a", "unheard-of", CommandPhase.SENT, "")))
                .snapshot();
        // Then
        assertThat(snapshot.commands()).hasSize(1);
        assertThat(snapshot.command("1").orElseThrow().phase()).isEqualTo(CommandPhase.SUCCEEDED);
        assertThat(snapshot.command("1").orElseThrow().message()).isEqualTo("synced");
        assertThat(snapshot.command("1").orElseThrow().issuedAt()).isEqualTo(AT);
    }

    @Test
    void forgetsTheOldestFinishedCommandsOnly() {
        // Given
        List<FleetEvent> events = new ArrayList<>();
        events.add(accepted("unfinished"));
        for (int i = 0; i < FleetReducer.MAX_COMMANDS; i++) {
            events.add(accepted("c" + i));
            events.add(new FleetEvent.CommandAdvanced("a", "c" + i, CommandPhase.SUCCEEDED, ""));
        }
        // When
        FleetSnapshot snapshot = FleetReducer.fold(FleetSnapshot.EMPTY, recorded(events.toArray(new FleetEvent[0])))
                .snapshot();
        // Then
        assertThat(snapshot.commands()).hasSize(FleetReducer.MAX_COMMANDS);
        assertThat(snapshot.command("unfinished")).isPresent();
        assertThat(snapshot.command("c0")).isEmpty();
    }

    @Test
    void leavesTheStateBeforeAsItWas() {
        // Given
        FleetSnapshot before = FleetReducer.fold(FleetSnapshot.EMPTY, recorded(reported("a", "web", Health.HEALTHY)))
                .snapshot();
        // When
        FleetReducer.fold(before, List.of(new Recorded(2, AT, reported("a", "web", Health.DEGRADED))));
        // Then
        assertThat(before.application(key("a", "web")).orElseThrow().health()).isEqualTo(Health.HEALTHY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void foldsTheSameHoweverTheEventsAreCutAndRepeated(long seed) {
        // Given
        Random random = new Random(seed);
        List<FleetEvent> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String cluster = "c" + random.nextInt(5);
            events.add(
                    switch (random.nextInt(5)) {
                        case 0 ->
                            new FleetEvent.SliceReported(
                                    cluster, COMMIT, Set.of(key(cluster, "a" + random.nextInt(4))));
                        case 1 -> new FleetEvent.ContactChanged(cluster, any(Contact.values(), random));
                        case 2 -> accepted("id" + random.nextInt(50));
                        case 3 ->
                            new FleetEvent.CommandAdvanced(
                                    cluster, "id" + random.nextInt(50), any(CommandPhase.values(), random), "");
                        default -> reported(cluster, "a" + random.nextInt(4), any(Health.values(), random));
                    });
        }
        List<Recorded> all = recorded(events.toArray(new FleetEvent[0]));
        FleetSnapshot atOnce = FleetReducer.fold(FleetSnapshot.EMPTY, all).snapshot();
        // When
        FleetSnapshot piecemeal = FleetSnapshot.EMPTY;
        int from = 0;
        while (from < all.size()) {
            int until = Math.min(all.size(), from + 1 + random.nextInt(40));
            piecemeal = FleetReducer.fold(piecemeal, all.subList(Math.max(0, from - random.nextInt(5)), until))
                    .snapshot();
            from = until;
        }
        // Then
        assertThat(piecemeal).isEqualTo(atOnce);
    }
}
