package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.SignalSink;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.hand.Rights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a commit to a cluster, on a real control plane.
class ReconcilerIT {
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
    void leavesAloneWhatNeedOnlyExist() {
        // Given one that is ours, and one that was there before
        ApplicationKey app = rig.app("web");
        rig.kubectl
                .configMaps()
                .inNamespace(rig.namespace)
                .resource(new io.fabric8.kubernetes.api.model.ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("theirs")
                        .endMetadata()
                        .addToData("key", "theirs")
                        .build())
                .create();
        Revision first = rig.source.commit(app, seed("ours", "a"), seed("theirs", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        rig.edit("v1", "ConfigMap", "ours", "kubectl-edit", "{\"data\":{\"key\":\"edited\"}}");
        // When
        Revision second = rig.source.commit(
                app, seed("ours", "b"), seed("theirs", "b"), Objects.configMap(rig.namespace, "other", "b"));
        rig.nudge();
        rig.awaitSettled(app, second);
        Revision third = rig.source.commit(app, Objects.configMap(rig.namespace, "other", "b"));
        rig.nudge();
        rig.awaitSettled(app, third);
        // Then
        assertThat(rig.reports.drift(app)).isEmpty();
        assertThat(rig.counting.applied.stream().map(key -> key.name())).containsOnlyOnce("ours");
        assertThat(rig.counting.deleted.stream().map(key -> key.name())).containsExactly("ours");
        assertThat(rig.get("v1", "ConfigMap", "theirs").<String>get("data", "key"))
                .isEqualTo("theirs");
    }

    private io.pilothouse.core.manifest.Manifest seed(String name, String value) {
        return Objects.annotated(
                Objects.configMap(rig.namespace, name, value), "pilothouse.io/apply", "if-not-present");
    }

    @Test
    void waitsForACommandWhereTheModeIsManual() {
        // Given
        ApplicationKey app = rig.app("web");
        SyncPolicy policy = SyncPolicy.DEFAULT.with(SyncPolicy.Mode.MANUAL);
        Revision revision = rig.source.commit(app, policy, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.reason().equals(Codes.MANUAL))
                        .isPresent());
        assertThat(rig.counting.applied).isEmpty();
        // When
        CommandOutcome outcome = rig.command(Command.Verb.SYNC_NOW, app);
        // Then
        assertThat(outcome.phase()).isEqualTo(CommandPhase.SUCCEEDED);
        rig.awaitSettled(app, revision);
    }

    @Test
    void waitsForAWaveToBeHealthyBeforeTheNext() {
        // Given
        ApplicationKey app = rig.app("web");
        Manifest first = Objects.annotated(
                Objects.deployment(rig.namespace, "first", 1, "nginx:1"), "pilothouse.io/sync-wave", "-1");
        Manifest second = Objects.configMap(rig.namespace, "second", "a");
        // When
        Revision revision = rig.source.commit(app, second, first);
        rig.nudge();
        // Then
        rig.awaitSettled(app, revision);
        assertThat(rig.counting.applied.stream().map(key -> key.name())).containsExactly("first", "second");
    }

    @Test
    void holdsBackOnlyWhatNeedsWhatFailed() {
        // Given
        ApplicationKey infra = rig.infra("platform");
        Manifest refused = Objects.manifest("""
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"Not A Name"}}\
            """);
        Manifest inIt = Objects.configMap("Not A Name", "inside", "a");
        // When
        rig.source.commit(infra, refused, inIt, Objects.configMap(rig.namespace, "beside", "a"));
        rig.nudge();
        // Then
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "beside") != null);
        Rig.await()
                .until(() -> rig.reports.objects(infra).values().stream()
                        .anyMatch(object -> object.message().contains("waits for Namespace Not A Name")));
    }

    @Test
    void supersedesACommitByANewerOne() {
        // Given
        ApplicationKey app = rig.app("web");
        Manifest never = Objects.manifest("""
            {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"namespace":"%s","name":"disk"},
             "spec":{"storageClassName":"none","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}
            """.formatted(rig.namespace));
        rig.source.commit(app, never, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.phase() == RunPhase.WAITING)
                        .isPresent());
        // When
        Revision second = rig.source.commit(app, never, Objects.configMap(rig.namespace, "settings", "b"));
        rig.nudge();
        // Then
        Rig.await()
                .until(() ->
                        rig.reports.application(app).orElseThrow().applied().equals(second));
        assertThat(rig.signals.changes(SignalSink.ChangeResult.SUPERSEDED)).isEqualTo(1);
    }

    @Test
    void refusesAnObjectThatTwoApplicationsDeclare() {
        // Given
        ApplicationKey one = rig.app("one");
        ApplicationKey two = rig.app("two");
        Manifest same = Objects.configMap(rig.namespace, "same", "a");
        // When
        Revision revision = rig.source.commit(Map.of(one, List.of(same), two, List.of(same)));
        rig.nudge();
        // Then
        rig.awaitSettled(one, revision);
        Rig.await()
                .until(() -> rig.reports
                        .application(two)
                        .filter(status -> status.reason().equals(Codes.DUPLICATE))
                        .isPresent());
        Revision corrected = rig.source.remove(one);
        rig.nudge();
        rig.awaitSettled(two, corrected);
        assertThat(rig.get("v1", "ConfigMap", "same")).isNotNull();
    }

    @Test
    void appliesACommitAndReportsItSyncedAndHealthy() {
        // Given
        ApplicationKey app = rig.app("web");
        // When
        Revision revision = rig.source.commit(
                app,
                Objects.deployment(rig.namespace, "web", 2, "nginx:1.27"),
                Objects.service(rig.namespace, "web"),
                Objects.configMap(rig.namespace, "settings", "a"),
                Objects.secret(rig.namespace, "login", "hunter2"));
        rig.nudge();
        // Then
        rig.awaitSettled(app, revision);
        assertThat(rig.reports.objects(app)).hasSize(4).allSatisfy((_, object) -> {
            assertThat(object.sync()).isEqualTo(SyncStatus.SYNCED);
            assertThat(object.drift()).as(object.toString()).isEmpty();
        });
        assertThat(rig.reports.cluster().kubernetesVersion()).startsWith("v1.");
        assertThat(rig.signals.changes(SignalSink.ChangeResult.SUCCEEDED)).isEqualTo(1);
        assertThat(rig.counting.applied.stream().map(key -> key.kind()))
                .containsExactly("Secret", "ConfigMap", "Service", "Deployment");
    }

    @Test
    void waitsForTheInfraLayer() {
        // Given
        ApplicationKey infra = rig.infra("platform");
        ApplicationKey app = rig.app("web");
        // When
        Revision revision = rig.source.commit(Map.of(
                infra,
                List.of(Objects.configMap(rig.namespace, "platform", "a")),
                app,
                List.of(Objects.configMap(rig.namespace, "web", "a"))));
        rig.nudge();
        // Then
        rig.awaitSettled(app, revision);
        assertThat(rig.counting.applied.stream().map(key -> key.name())).containsExactly("platform", "web");
    }

    @Test
    void appliesADefinitionAndItsObjectsInOneGo() {
        // Given
        String group = rig.namespace + ".example.org";
        Rights.installKinds(rig.plane, rig.home, group, "widgets");
        Manifest definition = Objects.manifest("""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
             "metadata":{"name":"widgets.%1$s"},
             "spec":{"group":"%1$s","scope":"Namespaced",
              "names":{"plural":"widgets","singular":"widget","kind":"Widget","listKind":"WidgetList"},
              "versions":[{"name":"v1","served":true,"storage":true,
               "schema":{"openAPIV3Schema":{"type":"object","properties":{
                 "spec":{"type":"object","properties":{"size":{"type":"integer"}}}}}}}]}}
            """.formatted(group));
        Manifest widget = Objects.manifest("""
            {"apiVersion":"%1$s/v1","kind":"Widget","metadata":{"namespace":"%2$s","name":"first"},
             "spec":{"size":3}}
            """.formatted(group, rig.namespace));
        ApplicationKey infra = rig.infra("platform");
        // When
        Revision revision = rig.source.commit(infra, definition, widget);
        rig.nudge();
        // Then
        rig.awaitSettled(infra, revision);
        rig.edit(group + "/v1", "Widget", "first", "kubectl-edit", "{\"spec\":{\"size\":9}}");
        Rig.await().until(() -> !rig.reports.drift(infra).isEmpty());
        rig.awaitSettled(infra, revision);
        rig.kubectl
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("widgets." + group)
                .delete();
    }

    @Test
    void appliesTheRestWhenOneObjectIsRefused() {
        // Given
        ApplicationKey app = rig.app("web");
        Manifest refused = Objects.manifest("""
            {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"%s","name":"bad"},
             "spec":{"ports":[{"port":99999}]}}
            """.formatted(rig.namespace));
        // When
        rig.source.commit(app, refused, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        // Then
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.reason().equals(Codes.REJECTED))
                        .isPresent());
        assertThat(rig.get("v1", "ConfigMap", "settings")).isNotNull();
        assertThat(rig.reports.application(app).orElseThrow()).satisfies(status -> {
            assertThat(status.sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
            assertThat(status.message()).contains("Service " + rig.namespace + "/bad", "99999");
        });
    }

    @Test
    void reportsAConflictWithAnotherManager() {
        // Given
        rig.kubectl
                .resource("""
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"%s","name":"settings"},
                     "data":{"key":"theirs"}}
                    """.formatted(rig.namespace))
                .patch(new io.fabric8.kubernetes.client.dsl.base.PatchContext.Builder()
                        .withPatchType(io.fabric8.kubernetes.client.dsl.base.PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("their-controller")
                        .build());
        ApplicationKey app = rig.app("web");
        // When
        rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "ours"));
        rig.nudge();
        // Then
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.reason().equals(Codes.CONFLICT))
                        .isPresent());
        assertThat(rig.reports.application(app).orElseThrow().message())
                .contains("ConfigMap " + rig.namespace + "/settings", "/data/key", "their-controller");
        assertThat(rig.get("v1", "ConfigMap", "settings").<Object>get("data", "key"))
                .isEqualTo("theirs");
    }

    @Test
    void overrulesAPersonWhoAppliedBefore() {
        // Given
        rig.kubectl
                .resource("""
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"%s","name":"settings"},
                     "data":{"key":"theirs"}}
                    """.formatted(rig.namespace))
                .patch(new io.fabric8.kubernetes.client.dsl.base.PatchContext.Builder()
                        .withPatchType(io.fabric8.kubernetes.client.dsl.base.PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("kubectl")
                        .build());
        ApplicationKey app = rig.app("web");
        // When
        Revision revision = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "ours"));
        rig.nudge();
        // Then
        rig.awaitSettled(app, revision);
        assertThat(rig.get("v1", "ConfigMap", "settings").<Object>get("data", "key"))
                .isEqualTo("ours");
    }

    @Test
    void tellsAnUnhealthyWorkloadWithItsReason() {
        // Given
        ApplicationKey app = rig.app("web");
        // When
        rig.source.commit(app, Objects.manifest("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"%s","name":"lost",
              "annotations":{"testkit.pilothouse.io/pod":"ImagePullBackOff"}},
             "spec":{"containers":[{"name":"web","image":"no-such:1"}]}}
            """.formatted(rig.namespace)));
        rig.nudge();
        // Then
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.health() == Health.DEGRADED
                                && status.message().contains("ImagePullBackOff"))
                        .isPresent());
        assertThat(rig.reports.application(app).orElseThrow().reason()).isEqualTo(Codes.UNHEALTHY);
    }
}
