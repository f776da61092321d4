package io.pilothouse.hub.store;

import static io.pilothouse.hub.Samples.NOON;
import static io.pilothouse.hub.Samples.app;
import static io.pilothouse.hub.Samples.object;
import static io.pilothouse.hub.Samples.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetReducer;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.Health;
import io.pilothouse.hub.Samples;
import io.pilothouse.hub.ledger.AgentPosition;
import io.pilothouse.hub.ledger.Commit;
import io.pilothouse.hub.ledger.Commit.DetailChange;
import io.pilothouse.hub.ledger.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2LedgerStoreIT {
    @TempDir
    private Path data;

    private DataFolder folder;
    private H2Database database;
    private H2LedgerStore store;

    @BeforeEach
    void open() {
        folder = DataFolder.claim(data);
        database = H2Database.open(folder);
        store = new H2LedgerStore(database);
    }

    @AfterEach
    void release() {
        folder.close();
    }

    private void reopen() {
        database = H2Database.open(folder);
        store = new H2LedgerStore(database);
    }

    @Test
    void hasAfterAReopenWhatWasWritten() {
        // Given
        List<Recorded> events = events(1, 5);
        store.append(new Commit(NOON, events, Map.of("c", new AgentPosition("e", 4)), List.of()));
        String ledgerId = store.ledgerId();
        database.close();
        // When
        reopen();
        // Then
        assertThat(store.events(0, 100)).isEqualTo(events);
        assertThat(store.events(3, 1)).extracting(Recorded::sequence).containsExactly(4L);
        assertThat(store.positions()).containsEntry("c", new AgentPosition("e", 4));
        assertThat(store.head()).isEqualTo(5);
        assertThat(store.ledgerId()).isEqualTo(ledgerId);
        database.close();
    }

    @Test
    void savesAFoldAndForgetsTheEventsInIt() {
        // Given
        List<Recorded> events = events(1, 500);
        store.append(new Commit(NOON, events, Map.of(), List.of()));
        FleetSnapshot fold = FleetReducer.fold(FleetSnapshot.EMPTY, events).snapshot();
        // When
        store.saveSnapshot(fold);
        store.trim(490);
        database.close();
        reopen();
        // Then
        assertThat(store.savedSnapshot()).isEqualTo(fold);
        assertThat(store.events(0, 1_000)).hasSize(10);
        store.trim(500);
        assertThat(store.head()).isEqualTo(500);
        database.close();
    }

    @Test
    void keepsTheNewestStateOfObjectsOnly() {
        // Given
        H2HistoryStore history = new H2HistoryStore(database);
        details(objects("c", "web", true, object("a", Health.HEALTHY), object("b", Health.HEALTHY)));
        details(objects("c", "api", true, object("z", Health.HEALTHY)));
        // When
        details(
                objects("c", "web", false, object("a", Health.DEGRADED)),
                new AgentReport.Objects(app("c", "web"), false, List.of(), List.of(Samples.deployment("b"))));
        // Then
        assertThat(history.objects(app("c", "web")).objects()).containsExactly(object("a", Health.DEGRADED));
        assertThat(history.objects(app("c", "web")).reportedAt()).contains(NOON);
        store.append(new Commit(
                NOON, List.of(), Map.of(), List.of(new DetailChange.Retain("c", Set.of(app("c", "web"))))));
        assertThat(history.objects(app("c", "api")).objects()).isEmpty();
        assertThat(history.objects(app("c", "api")).reportedAt()).isEmpty();
        database.close();
    }

    @Test
    void remembersCommandsAndHowTheyEnded() {
        // Given
        var command = Samples.command("id-1", "c", Duration.ofMinutes(1));
        store.append(new Commit(
                NOON, List.of(new Recorded(1, NOON, new FleetEvent.CommandAccepted(command))), Map.of(), List.of()));
        var done = new FleetEvent.CommandAdvanced(
                "c", "id-1", io.pilothouse.core.command.CommandPhase.SUCCEEDED, "applied");
        // When
        store.append(new Commit(NOON, List.of(new Recorded(2, NOON, done)), Map.of(), List.of()));
        // Then
        var state = store.command("id-1").orElseThrow();
        assertThat(state.command()).isEqualTo(command);
        assertThat(state.message()).isEqualTo("applied");
        assertThat(store.command("id-2")).isEmpty();
        database.close();
    }

    @Test
    void worksOnAfterItWasOpenedAnew() {
        // Given
        store.append(new Commit(NOON, events(1, 5), Map.of("c", new AgentPosition("e", 5)), List.of()));
        // When
        store.recover();
        // Then
        assertThat(store.head()).isEqualTo(5);
        store.append(new Commit(NOON, events(6, 7), Map.of(), List.of()));
        database.close();
        reopen();
        assertThat(store.events(0, 100)).isEqualTo(events(1, 7));
        database.close();
    }

    @Test
    void refusesAMissingDatabase() throws IOException {
        // Given
        database.close();
        Files.delete(file());
        // When
        var opening = assertThatThrownBy(this::reopen);
        // Then
        opening.isInstanceOf(StoreException.class).hasMessageContaining("is missing");
        assertThat(file()).doesNotExist();
    }

    @Test
    void refusesAnEmptyDatabase() throws IOException {
        // Given
        database.close();
        Files.write(file(), new byte[0]);
        // When
        var opening = assertThatThrownBy(this::reopen);
        // Then
        opening.isInstanceOf(StoreException.class).hasMessageContaining("empty, truncated or not an H2 database");
        assertThat(file()).isEmptyFile();
    }

    @Test
    void refusesATruncatedDatabase() throws IOException {
        // Given
        store.append(new Commit(NOON, events(1, 3_000), Map.of(), List.of()));
        database.close();
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        Files.delete(data.resolve("ledger.journal"));
        // When
        var opening = assertThatThrownBy(this::reopen);
        // Then
        opening.isInstanceOf(StoreException.class).hasMessageContaining("backup");
    }

    /// As a database that lost its last transactions: every one of them was acknowledged.
    private void putBackAnOlderCopy() throws IOException {
        store.append(new Commit(NOON, events(1, 3), Map.of("c", new AgentPosition("e", 3)), List.of()));
        database.close();
        Path copy = data.resolve("copy");
        Files.copy(file(), copy);
        reopen();
        store.append(new Commit(NOON, events(4, 8), Map.of("c", new AgentPosition("e", 8)), List.of()));
        store.append(new Commit(NOON, events(9, 9), Map.of(), List.of()));
        database.close();
        Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void writesAgainWhatTheDatabaseLost() throws IOException {
        // Given
        putBackAnOlderCopy();
        // When
        reopen();
        // Then
        assertThat(store.events(0, 100)).isEqualTo(events(1, 9));
        assertThat(store.positions()).containsEntry("c", new AgentPosition("e", 8));
        store.append(new Commit(NOON, events(10, 10), Map.of(), List.of()));
        database.close();
        reopen();
        assertThat(store.head()).isEqualTo(10);
        database.close();
    }

    @Test
    void writesAgainOnlyWholeRecords() throws IOException {
        // Given
        putBackAnOlderCopy();
        Path journal = data.resolve("ledger.journal");
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 1);
        }
        // When
        var opening = assertThatThrownBy(this::reopen);
        // Then: the cut record held event 9, which the mark says was acknowledged
        opening.isInstanceOf(StoreException.class).hasMessageContaining("events 9 to 9 are lost");
    }

    @Test
    void refusesAnOlderCopyWithoutItsJournal() throws IOException {
        // Given
        putBackAnOlderCopy();
        Files.delete(data.resolve("ledger.journal"));
        // When
        var opening = assertThatThrownBy(this::reopen);
        // Then
        opening.isInstanceOf(StoreException.class).hasMessageContaining("events 4 to 9 are lost");
    }

    @Test
    void refusesAnotherHubsDatabase(@TempDir Path other) throws IOException {
        // Given
        database.close();
        try (DataFolder elsewhere = DataFolder.claim(other)) {
            H2Database.open(elsewhere).close();
        }
        Files.copy(other.resolve("ledger.mv.db"), file(), StandardCopyOption.REPLACE_EXISTING);
        // When
        var opening = assertThatThrownBy(this::reopen);
        // Then
        opening.isInstanceOf(StoreException.class).hasMessageContaining("is expected");
    }

    @Test
    void lendsAFolderToOneHubOnly() {
        // Given
        database.close();
        // When
        var second = assertThatThrownBy(() -> DataFolder.claim(data));
        // Then
        second.isInstanceOf(StoreException.class).hasMessageContaining("another hub is running on the data folder");
    }

    @Test
    void writesSignalsOverThoseOfTheSameMinute() {
        // Given
        H2SignalStore signals = new H2SignalStore(database);
        var key = new io.pilothouse.hub.ledger.SignalStore.MinuteKey("c", 100, "p");
        var early = Samples.minute(100, 1, Duration.ofSeconds(1));
        var late = Samples.minute(100, 2, Duration.ofSeconds(1));
        signals.put(Map.of(key, early));
        store.append(new Commit(NOON, List.of(), Map.of("c", new AgentPosition("e", 0)), List.of()));
        // When
        var before = signals.put(Map.of(key, late));
        // Then
        assertThat(before).containsEntry(key, early);
        assertThat(signals.minutes("c", 100, 101)).containsExactly(late);
        signals.trimSignals(101);
        assertThat(signals.minutes("c", 0, 1_000)).isEmpty();
        database.close();
    }

    @Test
    void listsDriftByClusterAndApplication() {
        // Given
        H2HistoryStore history = new H2HistoryStore(database);
        List<Recorded> events = new ArrayList<>();
        for (String name : List.of("web", "api", "web")) {
            if (Samples.drift("c", name) instanceof AgentReport.Event event) {
                events.add(new Recorded(events.size() + 1, NOON, event.event()));
            }
        }
        store.append(new Commit(NOON, events, Map.of(), List.of()));
        // When
        List<Recorded> ofWeb = history.drift(Optional.of("c"), Optional.of(app("c", "web")), Long.MAX_VALUE, 10);
        // Then
        assertThat(ofWeb).extracting(Recorded::sequence).containsExactly(3L, 1L);
        assertThat(history.drift(Optional.of("x"), Optional.empty(), Long.MAX_VALUE, 10))
                .isEmpty();
        assertThat(history.drift(Optional.empty(), Optional.empty(), 3, 1))
                .extracting(Recorded::sequence)
                .containsExactly(2L);
        database.close();
    }

    private Path file() {
        return data.resolve("ledger.mv.db");
    }

    private void details(AgentReport... reports) {
        List<DetailChange> changes = new ArrayList<>();
        for (AgentReport report : reports) {
            if (report instanceof AgentReport.Objects objects) {
                changes.add(new DetailChange.Objects(objects));
            }
        }
        store.append(new Commit(NOON, List.of(), Map.of(), changes));
    }

    private static List<Recorded> events(long first, long last) {
        List<Recorded> events = new ArrayList<>();
        for (long sequence = first; sequence <= last; sequence++) {
            events.add(new Recorded(
                    sequence,
                    NOON,
                    new FleetEvent.ApplicationReported(Samples.status("cluster-" + sequence % 300, "web"))));
        }
        return events;
    }
}
