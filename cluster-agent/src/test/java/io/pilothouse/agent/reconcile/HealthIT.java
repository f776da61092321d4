package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.policy.ObjectTarget;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.node.PodFate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Health as a real control plane has it: real controllers, and pods that fail as they are told to.
class HealthIT {
    private Rig rig;
    private ApplicationKey app;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
        app = rig.app("web");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /// @param deadline of its controller, in seconds
    private Manifest deployment(PodFate fate, int deadline) {
        return Objects.manifest("""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"namespace":"%s","name":"first",
               "annotations":{"pilothouse.io/sync-wave":"-1"}},
             "spec":{"replicas":1,"progressDeadlineSeconds":%d,"selector":{"matchLabels":{"app":"first"}},
              "template":{"metadata":{"labels":{"app":"first"},"annotations":{"%s":"%s"}},
               "spec":{"containers":[{"name":"web","image":"registry.example.org/web:1"}]}}}}
            """.formatted(rig.namespace, deadline, PodFate.ANNOTATION, fate.word()));
    }

    private ApplicationStatus await(Health health, String... words) {
        Rig.await()
                .untilAsserted(() -> assertThat(rig.reports.application(app)).hasValueSatisfying(status -> {
                    assertThat(status.health()).isEqualTo(health);
                    assertThat(status.message()).contains(words);
                }));
        return rig.reports.application(app).orElseThrow();
    }

    @Test
    void explainsADegradedWorkloadByTheContainerThatFails() {
        // When
        rig.source.commit(app, deployment(PodFate.CRASH_LOOP_BACK_OFF, 1));
        rig.nudge();
        // Then
        ApplicationStatus status = await(Health.DEGRADED, "ProgressDeadlineExceeded", "CrashLoopBackOff");
        assertThat(status.message())
                .contains("container web: CrashLoopBackOff after Error with exit code 1")
                .contains("image registry.example.org/web:1, pod first-")
                .contains("restarted 3 times");
    }

    @Test
    void degradesWhatMakesNoProgressForTooLongWithTheLastWarning() {
        // Given a claim that no storage class will ever serve
        Manifest disk = Objects.manifest("""
            {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"namespace":"%s","name":"disk",
               "annotations":{"pilothouse.io/progress-deadline":"2s"}},
             "spec":{"storageClassName":"none","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}
            """.formatted(rig.namespace));
        // When
        rig.source.commit(app, disk);
        rig.nudge();
        // Then
        await(
                Health.DEGRADED,
                "stuck, no progress for more than 2 s: it is not bound to a volume yet",
                "ProvisioningFailed of PersistentVolumeClaim disk");
    }

    @Test
    void passesNoWaveOnHealthFromBeforeTheCommit() {
        // Given a healthy first wave, and a second
        Manifest second = Objects.configMap(rig.namespace, "second", "a");
        Revision before = rig.source.commit(app, deployment(PodFate.RUNNING, 600), second);
        rig.nudge();
        rig.awaitSettled(app, before);
        // When the next commit breaks the first wave
        rig.source.commit(app, deployment(PodFate.NOT_READY, 600), Objects.configMap(rig.namespace, "second", "b"));
        rig.nudge();
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.phase() == RunPhase.RUNNING && status.health() == Health.PROGRESSING)
                        .isPresent());
        Rig.await()
                .until(() -> rig.reports.objects(app).values().stream()
                        .anyMatch(object -> object.message().contains("old replica is still there")));
        // Then the second wave is as before
        assertThat(rig.get("v1", "ConfigMap", "second").<String>get("data", "key"))
                .isEqualTo("a");
    }

    @Test
    void judgesByTheRulesOfTheFleetAndAnewWhenTheyChange() {
        // Given
        Manifest settings = Objects.configMap(rig.namespace, "settings", "broken");
        rig.source.commit(app, policy("data.key == 'broken' ? 'its key is ' + data.key : ''"), settings);
        rig.nudge();
        await(Health.DEGRADED, "its key is broken");
        // When nothing changes but the rule
        Revision relaxed = rig.source.commit(app, policy("data.key == 'worse'"), settings);
        rig.nudge();
        // Then
        rig.awaitSettled(app, relaxed);
    }

    @Test
    void isUnknownWithTheReasonWhereARuleFails() {
        // When
        rig.source.commit(app, policy("int(data.key) > 3"), Objects.configMap(rig.namespace, "settings", "hunter2"));
        rig.nudge();
        // Then
        ApplicationStatus status =
                await(Health.UNKNOWN, "the health rule at fleet/fleet.yaml:7 fails", "a text is no number");
        assertThat(status.message()).doesNotContain("hunter2");
        assertThat(rig.reports.objects(app))
                .containsOnlyKeys(new ResourceKey("", "ConfigMap", rig.namespace, "settings"));
    }

    private static ApplicationPolicy policy(String degraded) {
        HealthRule rule = new HealthRule(
                new ObjectTarget("core", "ConfigMap", "", ""),
                Optional.empty(),
                Optional.of(degraded),
                Optional.empty(),
                List.of(),
                new Origin("fleet/fleet.yaml", 1, 7));
        return new ApplicationPolicy(SyncPolicy.DEFAULT, List.of(), List.of(rule), "");
    }
}
