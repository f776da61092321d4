package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.policy.RetryPolicy;
import io.pilothouse.core.policy.SyncOptions;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of the rest when one object is refused, on a real control plane.
class PartialApplyIT {
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static SyncPolicy policy(boolean isAllOrNothing, SyncOptions.WaveGate gate, int retries) {
        SyncPolicy base = SyncPolicy.DEFAULT;
        return new SyncPolicy(
                base.mode(),
                base.drift(),
                base.timeout(),
                base.prune(),
                new RetryPolicy(retries, Duration.ofMillis(100), 1, Duration.ofMillis(100)),
                base.windows(),
                new SyncOptions(false, false, isAllOrNothing, gate),
                base.dependsOn());
    }

    private Manifest map(String name) {
        return Objects.configMap(rig.namespace, name, "a");
    }

    /// Refused, because a key must not hold blanks.
    private Manifest refused(String name) {
        return Objects.manifest("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"%s","name":"%s"},"data":{"a b":"c"}}
            """.formatted(rig.namespace, name));
    }

    private Manifest pod(String name, String mounted) {
        return Objects.manifest("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"%s","name":"%s"},
             "spec":{"containers":[{"name":"web","image":"nginx:1"}],
              "volumes":[{"name":"v","projected":{"sources":[{"configMap":{"name":"%s"}}]}}]}}
            """.formatted(rig.namespace, name, mounted));
    }

    private void awaitFailed(ApplicationKey app) {
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.phase() == RunPhase.FAILED)
                        .isPresent());
    }

    private List<String> applied() {
        return rig.counting.applied.stream().map(key -> key.name()).toList();
    }

    @Test
    void holdsBackOnlyWhatDependsOnARefusedObject() {
        // Given
        ApplicationKey app = rig.app("web");
        // When
        rig.source.commit(
                app,
                policy(false, SyncOptions.WaveGate.STRICT, 0),
                refused("bad"),
                map("good"),
                pod("held", "bad"),
                pod("free", "good"));
        rig.nudge();
        // Then
        awaitFailed(app);
        assertThat(applied()).containsExactlyInAnyOrder("bad", "good", "free");
        assertThat(rig.reports.application(app).orElseThrow().message())
                .contains("ConfigMap " + rig.namespace + "/bad", "1 more objects are not applied");
        assertThat(rig.reports.objects(app).values())
                .filteredOn(object -> object.key().name().equals("held"))
                .singleElement()
                .satisfies(object -> assertThat(object.message())
                        .contains("waits for ConfigMap " + rig.namespace + "/bad, which was not applied"));
    }

    @Test
    void holdsLaterWavesBackWhereTheGateIsStrictAndNotWhereItIsLenient() {
        // Given
        ApplicationKey strict = rig.app("strict");
        ApplicationKey lenient = rig.app("lenient");
        // When
        for (ApplicationKey app : List.of(strict, lenient)) {
            rig.source.commit(
                    app,
                    policy(false, app.equals(strict) ? SyncOptions.WaveGate.STRICT : SyncOptions.WaveGate.LENIENT, 0),
                    refused(app.name() + "-bad"),
                    Objects.annotated(map(app.name() + "-later"), "pilothouse.io/sync-wave", "1"));
        }
        rig.nudge();
        // Then
        awaitFailed(strict);
        awaitFailed(lenient);
        assertThat(applied()).contains("lenient-later").doesNotContain("strict-later");
    }

    @Test
    void appliesNothingAtAllWhereOneObjectIsRefusedAndItIsAllOrNothing() {
        // Given
        ApplicationKey app = rig.app("web");
        // When
        rig.source.commit(
                app, policy(true, SyncOptions.WaveGate.STRICT, 0), refused("bad"), map("good"), map("better"));
        rig.nudge();
        // Then
        awaitFailed(app);
        assertThat(applied()).isEmpty();
        assertThat(rig.reports.application(app).orElseThrow().message()).contains("/bad");
        Revision corrected = rig.source.commit(
                app, policy(true, SyncOptions.WaveGate.STRICT, 0), map("bad"), map("good"), map("better"));
        rig.nudge();
        rig.awaitSettled(app, corrected);
    }

    @Test
    void givesUpAfterItsRetriesUntilTheNextCommit() {
        // Given
        ApplicationKey app = rig.app("web");
        // When
        rig.source.commit(app, policy(false, SyncOptions.WaveGate.STRICT, 2), refused("bad"));
        rig.nudge();
        // Then
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.message().contains("It was tried 3 times"))
                        .isPresent());
        assertThat(rig.counting.applied).hasSize(3);
        assertThat(rig.reports.application(app).orElseThrow().reason()).isEqualTo(Codes.REJECTED);
        Revision corrected = rig.source.commit(app, map("bad"));
        rig.nudge();
        rig.awaitSettled(app, corrected);
    }
}
