package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `kill -9` at every instant that matters, on a real control plane: nothing is lost, nothing is orphaned, and nothing is
/// deleted twice.
class KilledIT {
    private static final int KILLED = 137;
    private static final List<String> DROPPED = List.of("drop-1", "drop-2", "drop-3");

    private Rig rig;
    private ApplicationKey app;

    static Revision first(FakeSource source, ApplicationKey app, String namespace) {
        return source.commit(
                app,
                Objects.configMap(namespace, "keep-1", "a"),
                Objects.configMap(namespace, "keep-2", "a"),
                Objects.configMap(namespace, "drop-1", "a"),
                Objects.configMap(namespace, "drop-2", "a"),
                Objects.configMap(namespace, "drop-3", "a"));
    }

    static Revision second(FakeSource source, ApplicationKey app, String namespace) {
        return source.commit(
                app,
                Objects.configMap(namespace, "keep-1", "b"),
                Objects.configMap(namespace, "keep-2", "b"),
                Objects.configMap(namespace, "new-1", "b"),
                Objects.configMap(namespace, "new-2", "b"));
    }

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
        app = rig.app("web");
        Revision first = first(rig.source, app, rig.namespace);
        rig.nudge();
        rig.awaitSettled(app, first);
        rig.stop();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void kill(String failPoint) throws Exception {
        int code = EngineProcess.run(failPoint, rig.plane.kubeconfig(), rig.home(), rig.namespace);
        assertThat(code).as("the engine was killed at " + failPoint).isEqualTo(KILLED);
    }

    private Map<String, ConfigMap> ours() {
        return rig
                .kubectl
                .configMaps()
                .inNamespace(rig.namespace)
                .withLabel(Ownership.LABEL, Ownership.mark(app))
                .list()
                .getItems()
                .stream()
                .collect(Collectors.toMap(map -> map.getMetadata().getName(), map -> map, (a, _) -> a, TreeMap::new));
    }

    /// What is deleted in the foreground is there for a moment longer.
    private boolean isAlive(String name) {
        ConfigMap map = ours().get(name);
        return map != null && map.getMetadata().getDeletionTimestamp() == null;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "BEFORE_INVENTORY:1",
                "AFTER_INVENTORY:1",
                "MID_APPLY:1",
                "MID_APPLY:3",
                "BEFORE_CONFIRMATION:1",
                "BEFORE_TOMBSTONES:1",
                "AFTER_TOMBSTONES:1",
                "MID_PRUNE:1",
                "MID_PRUNE:2",
                "AFTER_DELETE:1"
            })
    void losesAndOrphansNothingWhereverItIsKilled(String failPoint) throws Exception {
        // When
        kill(failPoint);
        List<String> alreadyGone =
                DROPPED.stream().filter(name -> !isAlive(name)).toList();
        Revision second = second(rig.source, app, rig.namespace);
        rig.start();
        rig.awaitSettled(app, second);
        // Then
        Rig.await().until(() -> ours().keySet().equals(Set.of("keep-1", "keep-2", "new-1", "new-2")));
        assertThat(ours().values()).allSatisfy(map -> assertThat(map.getData()).containsEntry("key", "b"));
        assertThat(rig.counting.deleted)
                .as("deletes of what was deleted before it was killed")
                .extracting(key -> key.name())
                .doesNotContainAnyElementsOf(alreadyGone.isEmpty() ? List.of("none") : alreadyGone);
        Inventory inventory = rig.counting.inventories().loadAll().getFirst();
        assertThat(inventory.entries().values())
                .as("the inventory names exactly what is there")
                .allSatisfy(entry -> assertThat(entry.uid())
                        .isEqualTo(ours().get(entry.key().name()).getMetadata().getUid()))
                .hasSize(4);
        for (String name : DROPPED) {
            assertThat(rig.command(Command.Verb.UNDO, "/ConfigMap/" + rig.namespace + "/" + name, app)
                            .phase())
                    .as(name + " can be had back")
                    .isEqualTo(CommandPhase.SUCCEEDED);
        }
    }

    @Test
    void leavesWhatSomebodyMadeUnderTheNameOfWhatItDeletedBeforeItWasKilled() throws Exception {
        // Given
        kill("AFTER_DELETE:1");
        Rig.await().until(() -> ours().keySet().stream().noneMatch(DROPPED::contains));
        var labels = Map.of(Ownership.LABEL, Ownership.mark(app));
        rig.kubectl
                .configMaps()
                .inNamespace(rig.namespace)
                .resource(new io.fabric8.kubernetes.api.model.ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("drop-1")
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
        // When
        Revision second = second(rig.source, app, rig.namespace);
        rig.start();
        rig.awaitSettled(app, second);
        // Then
        assertThat(rig.get("v1", "ConfigMap", "drop-1")).isNotNull();
        assertThat(rig.counting.deleted).isEmpty();
    }
}
