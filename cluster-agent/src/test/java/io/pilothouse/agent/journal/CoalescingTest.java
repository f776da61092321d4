package io.pilothouse.agent.journal;

import static io.pilothouse.agent.Reported.application;
import static io.pilothouse.agent.Reported.cluster;
import static io.pilothouse.agent.Reported.command;
import static io.pilothouse.agent.Reported.drift;
import static io.pilothouse.agent.Reported.object;
import static io.pilothouse.agent.Reported.objects;
import static io.pilothouse.agent.Reported.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.Reported;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetReducer;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.ObjectStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoalescingTest {

    @Test
    void keepsOnlyTheNewestStatusOfEachKey() {
        // Given
        List<AgentReport> reports = List.of(
                cluster("v1"), application("a", "1"), application("b", "1"), application("a", "2"), cluster("v2"));

        // When
        List<AgentReport> kept = Coalescing.coalesce(reports);

        // Then
        assertThat(kept).containsExactly(application("b", "1"), application("a", "2"), cluster("v2"));
    }

    @Test
    void neverMergesDriftOrTheWayOfACommand() {
        // Given
        List<AgentReport> reports = List.of(
                drift("a", "x"),
                command("1", CommandPhase.RUNNING),
                drift("a", "x"),
                command("1", CommandPhase.SUCCEEDED));

        // When
        List<AgentReport> kept = Coalescing.coalesce(reports);

        // Then
        assertThat(kept).isEqualTo(reports);
    }

    @Test
    void addsChangesOfObjectsUp() {
        // Given
        List<AgentReport> reports = List.of(
                objects("a", true, List.of(object("x", "1"), object("y", "1"))),
                objects("a", false, List.of(object("x", "2"), object("z", "1")), "y"));

        // When
        List<AgentReport> kept = Coalescing.coalesce(reports);

        // Then
        assertThat(kept).containsExactly(objects("a", true, List.of(object("x", "2"), object("z", "1"))));
    }

    @Test
    void givesUpTheOldestHistoryFirst() {
        // Given
        Coalescing coalescing = new Coalescing();
        List.of(application("a", "1"), drift("a", "x"), drift("a", "y")).forEach(coalescing::add);

        // When
        boolean dropped = coalescing.dropOldestHistory();

        // Then
        assertThat(dropped).isTrue();
        assertThat(coalescing.reports()).containsExactly(application("a", "1"), drift("a", "y"));
        assertThat(coalescing.history()).isEqualTo(1);
    }

    @Test
    void leadsToTheSameFleetAsWhatItCameFrom() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            // Given
            List<AgentReport> reports = Stream.generate(() -> any(random))
                    .limit(1 + random.nextInt(40))
                    .toList();

            // When
            List<AgentReport> kept = Coalescing.coalesce(reports);

            // Then
            assertThat(fleet(kept)).as("%s", reports).isEqualTo(fleet(reports));
            assertThat(objectsKnown(kept)).as("%s", reports).isEqualTo(objectsKnown(reports));
            assertThat(kept).hasSizeLessThanOrEqualTo(reports.size());
        }
    }

    private static AgentReport any(Random random) {
        String name = List.of("a", "b", "c").get(random.nextInt(3));
        String object = List.of("x", "y", "z").get(random.nextInt(3));
        String message = String.valueOf(random.nextInt(100));
        return switch (random.nextInt(8)) {
            case 0 -> cluster(message);
            case 1 ->
                slice(Stream.of("a", "b", "c").filter(n -> random.nextBoolean()).toArray(String[]::new));
            case 2, 3 -> application(name, message);
            case 4 -> drift(name, object);
            case 5 -> objects(name, true, List.of(object(object, message)));
            case 6 -> objects(name, false, List.of(), object);
            default -> objects(name, false, List.of(object(object, message)));
        };
    }

    /// The hub's fold, at one and the same time of arrival.
    private static Object fleet(List<AgentReport> reports) {
        List<FleetEvent.Recorded> events = new ArrayList<>();
        for (AgentReport report : reports) {
            if (report instanceof AgentReport.Event(FleetEvent event)) {
                events.add(new FleetEvent.Recorded(events.size() + 1, Reported.AT, event));
            }
        }
        return FleetReducer.fold(FleetSnapshot.EMPTY, events)
                .snapshot()
                .cluster(Reported.CLUSTER)
                .map(cluster -> List.of(cluster.status(), cluster.slice(), cluster.applications()));
    }

    /// What the hub keeps of objects: the newest of each, of applications in the slice.
    private static Map<ApplicationKey, Map<ResourceKey, ObjectStatus>> objectsKnown(List<AgentReport> reports) {
        Map<ApplicationKey, Map<ResourceKey, ObjectStatus>> known = new TreeMap<>();
        for (AgentReport report : reports) {
            switch (report) {
                case AgentReport.Event(FleetEvent.SliceReported slice) ->
                    known.keySet().retainAll(slice.applications());
                case AgentReport.Event ignored -> {}
                case AgentReport.Objects objects -> {
                    var of = known.computeIfAbsent(objects.application(), key -> new TreeMap<>());
                    if (objects.isComplete()) {
                        of.clear();
                    }
                    objects.upserted().forEach(status -> of.put(status.key(), status));
                    objects.removed().forEach(of::remove);
                }
            }
        }
        known.values().removeIf(Map::isEmpty);
        return known;
    }
}
