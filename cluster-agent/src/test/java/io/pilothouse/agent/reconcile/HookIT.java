package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.policy.RetryPolicy;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.time.Duration;
import java.util.List;
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
        assertThat(rig.get("v1", "ConfigMap", "gone")).isNull();
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
