package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Drift on a real control plane: seen, told and put right.
class DriftIT {
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
    void notifiesWithoutCorrecting() {
        // Given
        ApplicationKey app = rig.app("web");
        SyncPolicy policy = SyncPolicy.DEFAULT.with(SyncPolicy.DriftPolicy.NOTIFY);
        Revision revision = rig.source.commit(app, policy, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        // When
        rig.edit("v1", "ConfigMap", "settings", "kubectl-edit", "{\"data\":{\"key\":\"b\"}}");
        // Then
        Rig.await()
                .until(() -> rig.reports.application(app).orElseThrow().reason().equals(Codes.DRIFT));
        assertThat(rig.reports.application(app).orElseThrow()).satisfies(status -> {
            assertThat(status.sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
            assertThat(status.drifted()).isEqualTo(1);
            assertThat(status.message()).contains("/data/key", "kubectl-edit");
        });
        assertThat(rig.reports.drift(app))
                .singleElement()
                .satisfies(record -> assertThat(record.action()).isEqualTo(DriftRecord.Action.NOTED));
        assertThat(rig.get("v1", "ConfigMap", "settings").<Object>get("data", "key"))
                .isEqualTo("b");
    }

    @Test
    void reportsDriftByAControllerThatWillNotGiveUp() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        // When
        rig.edit("v1", "ConfigMap", "settings", "their-controller", "{\"data\":{\"key\":\"theirs\"}}");
        // Then
        Rig.await()
                .until(() -> rig.reports.application(app).orElseThrow().reason().equals(Codes.CONFLICT));
        assertThat(rig.reports.application(app).orElseThrow().message()).contains("/data/key", "their-controller");
        assertThat(rig.reports.drift(app).get(0)).satisfies(record -> {
            assertThat(record.action()).isEqualTo(DriftRecord.Action.FAILED);
            assertThat(record.fields().get(0).manager()).isEqualTo("their-controller");
        });
    }

    @Test
    void leavesWhatOthersAddedAloneButShowsIt() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        int writes = rig.counting.applied.size();
        // When
        rig.edit("v1", "ConfigMap", "settings", "kubectl-edit", "{\"data\":{\"extra\":\"x\"}}");
        // Then
        Rig.await()
                .until(() -> rig.reports.objects(app).values().stream()
                        .anyMatch(object -> !object.drift().isEmpty()));
        assertThat(rig.reports.objects(app).values()).singleElement().satisfies(object -> {
            assertThat(object.sync()).isEqualTo(SyncStatus.SYNCED);
            assertThat(object.drift()).singleElement().satisfies(field -> {
                assertThat(field.kind()).isEqualTo(DriftKind.UNOWNED);
                assertThat(field.path()).isEqualTo("/data/extra");
            });
        });
        assertThat(rig.counting.applied).hasSize(writes);
    }

    @Test
    void correctsDriftAndKeepsItInHistory() {
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
            assertThat(field.corrections()).isEqualTo(1);
            assertThat(field.firstSeenAt()).isPresent();
        });
        rig.awaitSettled(app, revision);
        assertThat(replicas("web")).isEqualTo(1);
        // and the history tells the second time from the first
        rig.edit("apps/v1", "Deployment", "web", "kubectl-edit", "{\"spec\":{\"replicas\":2}}");
        Rig.await().until(() -> rig.reports.drift(app).size() == 2);
        FieldDrift again = rig.reports.drift(app).get(1).fields().get(0);
        assertThat(again.corrections()).isEqualTo(2);
        assertThat(again.firstSeenAt()).isEqualTo(record.fields().get(0).firstSeenAt());
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
    void recreatesADeletedObject() {
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
}
