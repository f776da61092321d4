package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.policy.PrunePolicy;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What leaves Git, on a real control plane: deleted on positive evidence only.
class PruneIT {
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void deletesWhatLeftGit() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(
                app, Objects.configMap(rig.namespace, "kept", "a"), Objects.configMap(rig.namespace, "dropped", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        // When
        Revision second = rig.source.commit(app, Objects.configMap(rig.namespace, "kept", "a"));
        rig.nudge();
        // Then
        rig.awaitSettled(app, second);
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "dropped") == null);
        assertThat(rig.get("v1", "ConfigMap", "kept")).isNotNull();
        assertThat(rig.reports.objects(app)).hasSize(1);
    }

    @Test
    void holdsDeletionsThatAreOverTheLimit() {
        // Given
        ApplicationKey app = rig.app("web");
        List<Manifest> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(Objects.configMap(rig.namespace, "map-" + i, "a"));
        }
        Revision first = rig.source.commit(app, many.toArray(Manifest[]::new));
        rig.nudge();
        rig.awaitSettled(app, first);
        // When
        rig.source.commit(app, many.get(0));
        rig.nudge();
        // Then
        Rig.await()
                .until(() -> rig.reports.application(app).orElseThrow().reason().equals(Codes.APPROVAL));
        assertThat(rig.reports.application(app).orElseThrow().message()).contains("9 objects", "over the limit");
        assertThat(rig.counting.deleted).isEmpty();
        assertThat(rig.reports.objects(app)).hasSize(10);
    }

    @Test
    void deletesAHeldObjectWhenSomebodyApproves() {
        // Given
        ApplicationKey infra = rig.infra("platform");
        String extra = rig.namespace + "-extra";
        Revision first =
                rig.source.commit(infra, Objects.namespace(extra), Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(infra, first);
        rig.source.commit(infra, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        Rig.await()
                .until(() ->
                        rig.reports.application(infra).orElseThrow().reason().equals(Codes.APPROVAL));
        assertThat(rig.counting.deleted).isEmpty();
        // When
        rig.kubectl.namespaces().withName(extra).edit(namespace -> {
            namespace.getMetadata().getAnnotations();
            return new io.fabric8.kubernetes.api.model.NamespaceBuilder(namespace)
                    .editMetadata()
                    .addToAnnotations("pilothouse.io/prune", "approved")
                    .endMetadata()
                    .build();
        });
        // Then
        Rig.await().until(() -> rig.counting.deleted.size() == 1);
        Rig.await()
                .until(() ->
                        rig.reports.application(infra).orElseThrow().reason().isEmpty());
    }

    @Test
    void handsAnObjectOverInsteadOfDeletingItWhenItMoves() {
        // Given
        ApplicationKey one = rig.app("one");
        ApplicationKey other = rig.app("other");
        Manifest moving = Objects.configMap(rig.namespace, "moving", "a");
        Revision first = rig.source.commit(Map.of(
                one,
                List.of(moving, Objects.configMap(rig.namespace, "one", "a")),
                other,
                List.of(Objects.configMap(rig.namespace, "other", "a"))));
        rig.nudge();
        rig.awaitSettled(one, first);
        rig.awaitSettled(other, first);
        String uid = rig.get("v1", "ConfigMap", "moving").getMetadata().getUid();
        // When
        Revision second = rig.source.commit(Map.of(
                one,
                List.of(Objects.configMap(rig.namespace, "one", "a")),
                other,
                List.of(moving, Objects.configMap(rig.namespace, "other", "a"))));
        rig.nudge();
        // Then
        rig.awaitSettled(one, second);
        rig.awaitSettled(other, second);
        assertThat(rig.get("v1", "ConfigMap", "moving").getMetadata().getUid()).isEqualTo(uid);
        assertThat(rig.counting.deleted).isEmpty();
    }

    @Test
    void deletesTheObjectsOfARemovedFolderAndForgetsIt() {
        // Given
        ApplicationKey gone = rig.app("gone");
        ApplicationKey stays = rig.app("stays");
        rig.source.commit(gone, Objects.configMap(rig.namespace, "gone", "a"));
        Revision first = rig.source.commit(stays, Objects.configMap(rig.namespace, "stays", "a"));
        rig.nudge();
        rig.awaitSettled(stays, first);
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "gone") != null);
        // When
        rig.source.remove(gone);
        rig.nudge();
        // Then
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "gone") == null);
        Rig.await().until(() -> !rig.reports.slice().contains(gone));
        assertThat(rig.get("v1", "ConfigMap", "stays")).isNotNull();
    }

    @Test
    void deletesNothingWhenTheRepositoryIsEmptied() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        // When
        rig.source.empty();
        rig.nudge();
        // Then
        Rig.await()
                .until(() -> rig.reports.application(app).orElseThrow().reason().equals(Codes.APPROVAL));
        assertThat(rig.get("v1", "ConfigMap", "settings")).isNotNull();
        assertThat(rig.counting.deleted).isEmpty();
    }

    @Test
    void appliesARewrittenHistoryButDeletesNothing() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(
                app, Objects.configMap(rig.namespace, "kept", "a"), Objects.configMap(rig.namespace, "dropped", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        // When
        rig.source.forcePush(app, Objects.configMap(rig.namespace, "kept", "b"));
        rig.nudge();
        // Then
        Rig.await()
                .until(() -> rig.reports.application(app).orElseThrow().reason().equals(Codes.APPROVAL));
        assertThat(rig.reports.application(app).orElseThrow().message()).contains("does not descend");
        assertThat(rig.get("v1", "ConfigMap", "dropped")).isNotNull();
        assertThat(rig.get("v1", "ConfigMap", "kept").<Object>get("data", "key"))
                .isEqualTo("b");
    }

    /// @return a load balancer, which is not healthy before it has an address
    private Manifest unopenedDoor() {
        return Objects.manifest("""
            {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"%s","name":"door"},
             "spec":{"type":"LoadBalancer","selector":{"app":"web"},"ports":[{"port":80,"protocol":"TCP"}]}}
            """.formatted(rig.namespace));
    }

    private void openTheDoor() {
        rig.kubectl
                .services()
                .inNamespace(rig.namespace)
                .withName("door")
                .editStatus(service -> new ServiceBuilder(service)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withIp("192.0.2.1")
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build());
    }

    private void awaitWaiting(ApplicationKey app) {
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.phase() == RunPhase.WAITING)
                        .isPresent());
    }

    @Test
    void prunesOnlyAfterHealth() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(app, Objects.configMap(rig.namespace, "dropped", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        // When
        Revision second = rig.source.commit(app, unopenedDoor());
        rig.nudge();
        // Then
        awaitWaiting(app);
        assertThat(rig.counting.deleted).isEmpty();
        // When
        openTheDoor();
        // Then
        rig.awaitSettled(app, second);
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "dropped") == null);
    }

    @Test
    void prunesInReverseOrder() {
        // Given
        ApplicationKey app = rig.app("web");
        Manifest kept = Objects.configMap(rig.namespace, "kept", "a");
        Revision first = rig.source.commit(
                app,
                kept,
                Objects.configMap(rig.namespace, "settings", "a"),
                Objects.serviceAccount(rig.namespace, "runner"),
                Objects.service(rig.namespace, "door"));
        rig.nudge();
        rig.awaitSettled(app, first);
        // When
        Revision second = rig.source.commit(app, kept);
        rig.nudge();
        // Then
        rig.awaitSettled(app, second);
        assertThat(rig.counting.deleted)
                .extracting(key -> key.kind())
                .containsExactly("Service", "ConfigMap", "ServiceAccount");
    }

    @Test
    void looksAgainBeforeItDeletes() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(app, Objects.configMap(rig.namespace, "dropped", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        Revision second = rig.source.commit(app, unopenedDoor());
        rig.nudge();
        awaitWaiting(app);
        // When
        rig.edit(
                "v1",
                "ConfigMap",
                "dropped",
                "kubectl-annotate",
                "{\"metadata\":{\"annotations\":{\"pilothouse.io/prune\":\"disabled\"}}}");
        openTheDoor();
        // Then
        rig.awaitSettled(app, second);
        assertThat(rig.get("v1", "ConfigMap", "dropped")).isNotNull();
        assertThat(rig.counting.deleted).isEmpty();
    }

    @Test
    void leavesWhatSomebodyReplacedByAnotherOfTheSameName() throws Exception {
        // Given
        ApplicationKey app = rig.app("web");
        Manifest kept = Objects.configMap(rig.namespace, "kept", "a");
        Revision first = rig.source.commit(app, kept, Objects.configMap(rig.namespace, "twin", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        var ours = rig.get("v1", "ConfigMap", "twin");
        rig.stop();
        rig.kubectl.configMaps().inNamespace(rig.namespace).withName("twin").delete();
        rig.kubectl
                .configMaps()
                .inNamespace(rig.namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("twin")
                        .withLabels(ours.getMetadata().getLabels())
                        .endMetadata()
                        .build())
                .create();
        // When
        Revision second = rig.source.commit(app, kept);
        rig.start();
        // Then
        rig.awaitSettled(app, second);
        assertThat(rig.get("v1", "ConfigMap", "twin")).isNotNull();
        assertThat(rig.counting.deleted).isEmpty();
    }

    @Test
    void removesAnApplicationAndLeavesItsObjectsWhereItsPolicySaysOrphan() {
        // Given
        ApplicationKey gone = rig.app("gone");
        ApplicationKey stays = rig.app("stays");
        SyncPolicy orphaning = SyncPolicy.DEFAULT.with(new PrunePolicy(true, 5, 0.2, false));
        rig.source.commit(gone, orphaning, Objects.configMap(rig.namespace, "left", "a"));
        Revision first = rig.source.commit(stays, Objects.configMap(rig.namespace, "stays", "a"));
        rig.nudge();
        rig.awaitSettled(stays, first);
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "left") != null);
        // When
        rig.source.remove(gone);
        rig.nudge();
        // Then
        Rig.await().until(() -> !rig.reports.slice().contains(gone));
        assertThat(rig.get("v1", "ConfigMap", "left")).isNotNull();
        assertThat(rig.counting.deleted).isEmpty();
    }

    @Test
    void holdsTheObjectsOfARemovedApplicationThatAreOverTheLimit() {
        // Given
        ApplicationKey gone = rig.app("gone");
        ApplicationKey stays = rig.app("stays");
        List<Manifest> many = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            many.add(Objects.configMap(rig.namespace, "map-" + i, "a"));
        }
        rig.source.commit(stays, Objects.configMap(rig.namespace, "stays", "a"));
        Revision first = rig.source.commit(gone, many.toArray(Manifest[]::new));
        rig.nudge();
        rig.awaitSettled(gone, first);
        // When
        rig.source.remove(gone);
        rig.nudge();
        // Then
        Rig.await()
                .until(() ->
                        rig.reports.application(gone).orElseThrow().reason().equals(Codes.APPROVAL));
        assertThat(rig.counting.deleted).isEmpty();
        assertThat(rig.reports.slice()).contains(gone);
    }
}
