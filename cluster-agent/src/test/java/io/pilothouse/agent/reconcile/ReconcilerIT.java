package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole engine on a real control plane.
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
    void writesNothingWhenNothingChanged() throws Exception {
        // Given
        ApplicationKey app = rig.app("web");
        Manifest[] manifests = {
            Objects.deployment(rig.namespace, "web", 1, "nginx:1.27"),
            statefulSet("db"),
            Objects.service(rig.namespace, "web"),
            Objects.secret(rig.namespace, "login", "hunter2")
        };
        Revision revision = rig.source.commit(app, manifests);
        rig.nudge();
        rig.awaitSettled(app, revision);
        int before = rig.counting.applied.size();
        assertThat(before).isEqualTo(4);
        // When
        CommandOutcome outcome = rig.command(Command.Verb.SYNC_NOW, app);
        rig.stop();
        rig.start();
        // Then
        assertThat(outcome.phase()).isEqualTo(CommandPhase.SUCCEEDED);
        Rig.await()
                .until(() -> rig.reports.isSettled(app, revision)
                        && rig.reports.cluster().error().isEmpty());
        rig.command(Command.Verb.SYNC_NOW, app);
        rig.awaitSettled(app, revision);
        assertThat(rig.counting.applied).isEmpty();
        assertThat(rig.counting.stored).hasValue(0);
        assertThat(rig.reports.drift(app)).isEmpty();
    }

    @Test
    void correctsAnEditByHandAndNamesFieldAndManager() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision = rig.source.commit(app, Objects.deployment(rig.namespace, "web", 1, "nginx:1.27"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        // When
        rig.edit("apps/v1", "Deployment", "web", "kubectl-edit", "{\"spec\":{\"replicas\":3}}");
        // Then
        Rig.await().until(() -> !rig.reports.drift(app).isEmpty());
        DriftRecord record = rig.reports.drift(app).get(0);
        assertThat(record.action()).isEqualTo(DriftRecord.Action.CORRECTED);
        assertThat(record.fields()).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("/spec/replicas");
            assertThat(field.kind()).isEqualTo(DriftKind.CHANGED);
            assertThat(field.desired()).isEqualTo("1");
            assertThat(field.live()).isEqualTo("3");
            assertThat(field.manager()).isEqualTo("kubectl-edit");
            assertThat(field.managedAt()).isPresent();
        });
        rig.awaitSettled(app, revision);
        assertThat(replicas("web")).isEqualTo(1);
        System.out.println("drift corrected after " + record.repairMillis() + " ms");
    }

    @Test
    void hidesTheValuesOfSecretsInDrift() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision = rig.source.commit(app, Objects.secret(rig.namespace, "login", "hunter2"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        // When
        rig.edit("v1", "Secret", "login", "kubectl-edit", "{\"data\":{\"password\":\"c2VzYW1l\"}}");
        // Then
        Rig.await().until(() -> !rig.reports.drift(app).isEmpty());
        rig.awaitSettled(app, revision);
        assertThat(rig.reports.drift(app).get(0).fields()).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("/data/password");
            assertThat(field.desired()).startsWith("fingerprint:");
            assertThat(field.live()).startsWith("fingerprint:").isNotEqualTo(field.desired());
        });
        assertThat(rig.reports.all().toString())
                .doesNotContain("c2VzYW1l")
                .doesNotContain("hunter2")
                .doesNotContain("aHVudGVyMg");
    }

    @Test
    void bringsADeletedObjectBack() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        String before = rig.get("v1", "ConfigMap", "settings").getMetadata().getUid();
        // When
        rig.kubectl.configMaps().inNamespace(rig.namespace).withName("settings").delete();
        // Then
        Rig.await().until(() -> {
            var now = rig.get("v1", "ConfigMap", "settings");
            return now != null && !now.getMetadata().getUid().equals(before);
        });
        Rig.await().until(() -> !rig.reports.drift(app).isEmpty());
        assertThat(rig.reports.drift(app).get(0).fields())
                .singleElement()
                .satisfies(field -> assertThat(field.kind()).isEqualTo(DriftKind.DELETED));
        rig.awaitSettled(app, revision);
    }

    @Test
    void putsALostLabelBackInsteadOfLosingTheObject() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        // When
        rig.edit(
                "v1",
                "ConfigMap",
                "settings",
                "kubectl-label",
                "{\"metadata\":{\"labels\":{\"pilothouse.io/application\":null}}}");
        // Then
        Rig.await().until(() -> !rig.reports.drift(app).isEmpty());
        rig.awaitSettled(app, revision);
        assertThat(rig.get("v1", "ConfigMap", "settings").getMetadata().getLabels())
                .containsKey("pilothouse.io/application");
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
                .contains("ConfigMap " + rig.namespace + "/settings", ".data.key", "their-controller");
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
    void doesNothingWhileSuspendedEvenAfterARestart() throws Exception {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        assertThat(rig.command(Command.Verb.SUSPEND, app).phase()).isEqualTo(CommandPhase.SUCCEEDED);
        rig.stop();
        rig.start();
        Revision second = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "b"));
        rig.nudge();
        // When
        rig.edit("v1", "ConfigMap", "settings", "kubectl-edit", "{\"data\":{\"key\":\"c\"}}");
        // Then
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status ->
                                status.isSuspended() && status.desired().equals(second))
                        .isPresent());
        assertThat(rig.command(Command.Verb.SYNC_NOW, app).phase()).isEqualTo(CommandPhase.REFUSED);
        assertThat(rig.counting.applied).isEmpty();
        assertThat(rig.get("v1", "ConfigMap", "settings").<Object>get("data", "key"))
                .isEqualTo("c");
        assertThat(rig.reports.application(app).orElseThrow().message()).contains("suspended by tester", "a test");
        // and it goes on when resumed
        assertThat(rig.command(Command.Verb.RESUME, app).phase()).isEqualTo(CommandPhase.SUCCEEDED);
        rig.awaitSettled(app, second);
    }

    @Test
    void appliesADefinitionAndItsObjectsInOneGo() {
        // Given
        String group = rig.namespace + ".example.org";
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
    void completesWhatAKilledAgentBegan() throws Exception {
        // Given
        ApplicationKey app = rig.app("web");
        List<Manifest> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(Objects.configMap(rig.namespace, "map-" + i, "a"));
        }
        many.add(Objects.service(rig.namespace, "web"));
        rig.counting.hangAt(manifest -> manifest.key().name().equals("map-17"));
        Revision first = rig.source.commit(app, many.toArray(Manifest[]::new));
        rig.nudge();
        Rig.await().until(() -> rig.counting.applied.size() >= 3);
        // When
        rig.stop();
        rig.start();
        // Then
        rig.awaitSettled(app, first);
        for (int i = 0; i < 30; i++) {
            assertThat(rig.get("v1", "ConfigMap", "map-" + i)).isNotNull();
        }
        assertThat(rig.counting.deleted).isEmpty();
    }

    @Test
    void deletesWhatAKilledAgentLeftBehindAndGitNoLongerHas() throws Exception {
        // Given
        ApplicationKey app = rig.app("web");
        rig.counting.hangAt(manifest -> manifest.key().kind().equals("Service"));
        rig.source.commit(app, Objects.configMap(rig.namespace, "early", "a"), Objects.service(rig.namespace, "web"));
        rig.nudge();
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "early") != null);
        rig.stop();
        // When
        Revision second = rig.source.commit(app, Objects.configMap(rig.namespace, "late", "a"));
        rig.start();
        // Then
        rig.awaitSettled(app, second);
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "early") == null);
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
    void keepsWhatWasBeforeWhenAFileIsBroken() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        // When
        rig.source.breakFile(app);
        rig.nudge();
        // Then
        Rig.await().until(() -> rig.reports.application(app).orElseThrow().sync() == SyncStatus.UNKNOWN);
        assertThat(rig.reports.application(app).orElseThrow().message()).contains("app/broken.yaml:3");
        rig.edit("v1", "ConfigMap", "settings", "kubectl-edit", "{\"data\":{\"key\":\"b\"}}");
        Rig.await()
                .until(() -> rig.get("v1", "ConfigMap", "settings")
                        .get("data", "key")
                        .equals("a"));
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
    void tellsAnUnhealthyWorkloadWithItsReason() {
        // Given
        ApplicationKey app = rig.app("web");
        Manifest quota = Objects.manifest("""
            {"apiVersion":"batch/v1","kind":"Job","metadata":{"namespace":"%s","name":"migrate"},
             "spec":{"suspend":true,"template":{"spec":{"restartPolicy":"Never",
               "containers":[{"name":"m","image":"m:1"}]}}}}
            """.formatted(rig.namespace));
        // When
        rig.source.commit(app, quota, Objects.manifest("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"%s","name":"lost"},
             "spec":{"nodeName":"","nodeSelector":{"no":"such"},"containers":[{"name":"a","image":"a:1"}]}}
            """.formatted(rig.namespace)));
        rig.nudge();
        // Then
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.health() == Health.DEGRADED || status.health() == Health.PROGRESSING)
                        .isPresent());
    }

    @Test
    void reportsEverythingAnewOnResync() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        int before = rig.reports.all().size();
        // When
        rig.reconciler.resync();
        // Then
        Rig.await()
                .untilAsserted(() -> assertThat(rig.reports
                                .all()
                                .subList(before, rig.reports.all().size()))
                        .hasSizeGreaterThanOrEqualTo(4));
    }

    private int replicas(String name) {
        return rig.kubectl
                .apps()
                .deployments()
                .inNamespace(rig.namespace)
                .withName(name)
                .get()
                .getSpec()
                .getReplicas();
    }

    private Manifest statefulSet(String name) {
        return Objects.manifest("""
            {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"namespace":"%1$s","name":"%2$s"},
             "spec":{"replicas":0,"serviceName":"%2$s","selector":{"matchLabels":{"app":"%2$s"}},
              "template":{"metadata":{"labels":{"app":"%2$s"}},
               "spec":{"containers":[{"name":"db","image":"db:1"}]}},
              "volumeClaimTemplates":[{"metadata":{"name":"data"},
               "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}}
            """.formatted(rig.namespace, name));
    }
}
