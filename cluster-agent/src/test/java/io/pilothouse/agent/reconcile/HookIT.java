package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.policy.ObjectTarget;
import io.pilothouse.core.policy.RetryPolicy;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Hooks on a real control plane.
class HookIT {
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private Manifest job(String name, String phases, String fate) {
        return Objects.annotated(
                Objects.manifest("""
                    {"apiVersion":"batch/v1","kind":"Job","metadata":{"namespace":"%s","name":"%s"},
                     "spec":{"backoffLimit":0,"template":{
                       "metadata":{"annotations":{"testkit.pilothouse.io/pod":"%s"}},
                       "spec":{"restartPolicy":"Never","containers":[{"name":"run","image":"migrate:1"}]}}}}
                    """.formatted(rig.namespace, name, fate)), "argocd.argoproj.io/hook", phases);
    }

    private Manifest map(String name, String value) {
        return Objects.configMap(rig.namespace, name, value);
    }

    private List<String> applied() {
        return rig.counting.applied.stream().map(key -> key.name()).toList();
    }

    private String uid(String name) {
        return rig.get("batch/v1", "Job", name).getMetadata().getUid();
    }

    @Test
    void makesHooksBeforeAmongAndAfterTheObjects() {
        // Given
        ApplicationKey app = rig.app("web");
        // When
        Revision revision = rig.source.commit(
                app,
                job("after", "PostSync", "Succeeded"),
                map("settings", "a"),
                job("among", "Sync", "Succeeded"),
                job("before", "PreSync", "Succeeded"));
        rig.nudge();
        // Then
        rig.awaitSettled(app, revision);
        assertThat(applied()).containsExactly("before", "settings", "among", "after");
        assertThat(rig.reports.objects(app).keySet())
                .extracting(key -> key.name())
                .containsExactly("settings");
        assertThat(rig.reports.drift(app)).isEmpty();
    }

    @Test
    void stopsBeforeTheObjectsWhenAHookFailsAndMakesTheHookForThat() {
        // Given
        ApplicationKey app = rig.app("web");
        SyncPolicy once = with(new RetryPolicy(0, Duration.ofSeconds(1), 2, Duration.ofSeconds(1)));
        // When
        Manifest sorry = Objects.annotated(map("sorry", "a"), "pilothouse.io/hook", "SyncFail");
        rig.source.commit(app, once, job("before", "PreSync", "Failed"), map("settings", "a"), sorry);
        rig.nudge();
        // Then
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "sorry") != null);
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.reason().equals(Codes.HOOK) && status.phase() == RunPhase.FAILED)
                        .isPresent());
        assertThat(rig.reports.application(app).orElseThrow().message())
                .contains("The PreSync hook Job.batch " + rig.namespace + "/before failed", "It was tried 1 time");
        assertThat(rig.get("v1", "ConfigMap", "settings")).isNull();
    }

    private static SyncPolicy with(RetryPolicy retry) {
        SyncPolicy base = SyncPolicy.DEFAULT;
        return new SyncPolicy(
                base.mode(),
                base.drift(),
                base.timeout(),
                base.prune(),
                retry,
                base.windows(),
                base.options(),
                base.dependsOn());
    }

    @Test
    void doesNotMakeAFinishedHookAgainAfterARestart() throws Exception {
        // Given
        ApplicationKey app = rig.app("web");
        rig.counting.hangAt(manifest -> manifest.key().name().equals("settings"));
        Revision revision = rig.source.commit(app, job("before", "PreSync", "Succeeded"), map("settings", "a"));
        rig.nudge();
        Rig.await().until(() -> rig.get("batch/v1", "Job", "before") != null);
        Rig.await().until(() -> rig.counting.isHanging());
        String uid = uid("before");
        rig.stop();
        // When
        rig.start();
        // Then
        rig.awaitSettled(app, revision);
        assertThat(applied()).containsExactly("settings");
        assertThat(uid("before")).isEqualTo(uid);
    }

    @Test
    void makesAHookAnewForTheNextCommit() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(app, job("before", "PreSync", "Succeeded"), map("settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        String uid = uid("before");
        // When
        Revision second = rig.source.commit(app, job("before", "PreSync", "Succeeded"), map("settings", "b"));
        rig.nudge();
        // Then
        rig.awaitSettled(app, second);
        assertThat(uid("before")).isNotEqualTo(uid);
    }

    @Test
    void deletesAHookThatSucceededWhereItAsksForIt() {
        // Given
        ApplicationKey app = rig.app("web");
        Manifest hook = Objects.annotated(
                job("before", "PreSync", "Succeeded"), "argocd.argoproj.io/hook-delete-policy", "HookSucceeded");
        // When
        Revision revision = rig.source.commit(app, hook, map("settings", "a"));
        rig.nudge();
        // Then
        rig.awaitSettled(app, revision);
        Rig.await().until(() -> rig.get("batch/v1", "Job", "before") == null);
        assertThat(applied()).containsExactly("before", "settings");
    }

    @Test
    void makesHooksBeforeAndAfterAnApplicationIsRemovedEvenAfterARestart() throws Exception {
        // Given
        ApplicationKey app = rig.app("web");
        rig.source.commit(rig.app("other"), map("other", "a"));
        Manifest gone = Objects.annotated(map("gone", "a"), "pilothouse.io/hook", "PostDelete");
        Revision revision =
                rig.source.commit(app, job("farewell", "PreDelete", "Succeeded"), gone, map("settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        rig.awaitSettled(rig.app("other"), revision);
        assertThat(applied()).doesNotContain("farewell", "gone");
        rig.stop();
        // When
        rig.source.remove(app);
        rig.start();
        // Then
        Rig.await().until(() -> rig.reports.slice().size() == 1);
        assertThat(applied()).containsExactly("farewell", "gone");
        assertThat(rig.counting.deleted.stream().map(key -> key.name()))
                .containsExactlyInAnyOrder("settings", "farewell", "gone");
        Rig.await().until(() -> rig.get("batch/v1", "Job", "farewell") == null);
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "gone") == null);
    }

    @Test
    void endsAHookByTheFleetsOwnHealthRule() {
        // Given
        ApplicationKey app = rig.app("web");
        HealthRule rule = new HealthRule(
                new ObjectTarget("core", "ConfigMap", "", "gate*"),
                Optional.of("data.key == 'open'"),
                Optional.of("data.key == 'shut' ? 'the gate is shut' : ''"),
                Optional.empty(),
                List.of(),
                new Origin("fleet/fleet.yaml", 1, 7));
        ApplicationPolicy policy = new ApplicationPolicy(SyncPolicy.DEFAULT, List.of(), List.of(rule), "");
        Manifest gate = Objects.annotated(map("gate", "waiting"), "pilothouse.io/hook", "PreSync");
        rig.source.commit(app, policy, gate, map("settings", "a"));
        rig.nudge();
        awaitReason(app, Codes.HOOK_RUNNING);
        assertThat(rig.get("v1", "ConfigMap", "settings")).isNull();
        // When
        rig.edit("v1", "ConfigMap", "gate", "controller", "{\"data\":{\"key\":\"shut\"}}");
        // Then
        awaitReason(app, Codes.HOOK);
        assertThat(rig.reports.application(app).orElseThrow().message()).contains("the gate is shut");
    }

    @Test
    void failsAHookThatIsStuck() {
        // Given a claim that no storage class will ever serve
        ApplicationKey app = rig.app("web");
        Manifest disk = Objects.manifest("""
            {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"namespace":"%s","name":"disk",
               "annotations":{"pilothouse.io/progress-deadline":"2s","pilothouse.io/hook":"PreSync"}},
             "spec":{"storageClassName":"none","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}
            """.formatted(rig.namespace));
        // When
        rig.source.commit(app, disk, map("settings", "a"));
        rig.nudge();
        // Then
        awaitReason(app, Codes.HOOK);
        assertThat(rig.reports.application(app).orElseThrow().message())
                .contains("stuck, no progress for more than 2 s");
    }

    @Test
    void makesTheHookForAFailureWhenTheObjectsDoNotBecomeHealthyAndStillSucceedsWhenTheyDo() {
        // Given
        ApplicationKey app = rig.app("web");
        SyncPolicy base = SyncPolicy.DEFAULT;
        SyncPolicy hasty = new SyncPolicy(
                base.mode(),
                base.drift(),
                Duration.ofSeconds(2),
                base.prune(),
                base.retry(),
                base.windows(),
                base.options(),
                base.dependsOn());
        Manifest disk = Objects.manifest("""
            {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"namespace":"%s","name":"disk"},
             "spec":{"storageClassName":"none","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}
            """.formatted(rig.namespace));
        Manifest sorry = Objects.annotated(map("sorry", "a"), "pilothouse.io/hook", "SyncFail");
        // When
        Revision revision = rig.source.commit(app, hasty, disk, sorry);
        rig.nudge();
        // Then
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "sorry") != null);
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.phase() == RunPhase.FAILED)
                        .isPresent());
        bind("disk");
        rig.awaitSettled(app, revision);
        assertThat(applied()).containsExactly("disk", "sorry");
    }

    /// What a storage driver does.
    private void bind(String claim) {
        rig.kubectl
                .persistentVolumeClaims()
                .inNamespace(rig.namespace)
                .withName(claim)
                .editStatus(live -> new PersistentVolumeClaimBuilder(live)
                        .editOrNewStatus()
                        .withPhase("Bound")
                        .endStatus()
                        .build());
    }

    private void awaitReason(ApplicationKey app, String code) {
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.reason().equals(code))
                        .isPresent());
    }

    @Test
    void prunesAfterAHookWithTheOnlyWorkerThereIs() throws Exception {
        // Given
        rig.stop();
        rig.workers = 1;
        rig.start();
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(app, map("settings", "a"), map("dropped", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        // When
        Revision second = rig.source.commit(app, map("settings", "a"), job("after", "PostSync", "Succeeded"));
        rig.nudge();
        // Then
        rig.awaitSettled(app, second);
        // the garbage collector has the last word on what is deleted in the foreground
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "dropped") == null);
    }

    @Test
    void neverWritesWhatIsSkipped() {
        // Given
        ApplicationKey app = rig.app("web");
        // When
        Revision revision = rig.source.commit(
                app, map("settings", "a"), Objects.annotated(map("test", "a"), "helm.sh/hook", "test"));
        rig.nudge();
        // Then
        rig.awaitSettled(app, revision);
        assertThat(applied()).containsExactly("settings");
    }
}
