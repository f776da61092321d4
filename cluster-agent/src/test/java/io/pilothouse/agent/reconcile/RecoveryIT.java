package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Restarts, suspensions and failures on a real control plane.
class RecoveryIT {
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
    void goesOnCorrectingDriftWhileGitIsAway() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        rig.source.isDown(true);
        rig.nudge();
        Rig.await().until(() -> !rig.reports.cluster().source().error().isEmpty());
        // When
        rig.edit("v1", "ConfigMap", "settings", "kubectl-edit", "{\"data\":{\"key\":\"b\"}}");
        // Then
        Rig.await()
                .until(() -> rig.get("v1", "ConfigMap", "settings")
                        .get("data", "key")
                        .equals("a"));
        assertThat(rig.reports.cluster().source().revision()).isEqualTo(revision);
    }

    @Test
    void deletesAfterARestartWhatLeftGitMeanwhile() throws Exception {
        // Given
        ApplicationKey app = rig.app("web");
        List<Manifest> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(Objects.configMap(rig.namespace, "map-" + i, "a"));
        }
        Revision first = rig.source.commit(app, many.toArray(Manifest[]::new));
        rig.nudge();
        rig.awaitSettled(app, first);
        rig.stop();
        // When
        Revision second = rig.source.commit(app, many.subList(0, 10).toArray(Manifest[]::new));
        rig.start();
        // Then
        rig.awaitSettled(app, second);
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "map-11") == null);
        assertThat(rig.counting.applied).isEmpty();
        assertThat(rig.counting.deleted).hasSize(2);
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
