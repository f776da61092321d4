package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.tolerance.Penalty;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Somebody sets the clock of the agent's node: by an hour, or by ten years.
class ClockJumpIT {
    private static final Duration TEN_YEARS = Duration.ofDays(3_650);
    private static final List<Duration> JUMPS =
            List.of(Duration.ofHours(1), Duration.ofHours(-1), TEN_YEARS, TEN_YEARS.negated());

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

    /// As the owner sees it now, with whatever is due done.
    private ApplicationStatus looked() throws InterruptedException {
        rig.reconciler.resync();
        assertThat(rig.reconciler.application(app, Duration.ofSeconds(20))).isPresent();
        return rig.reconciler
                .application(app, Duration.ofSeconds(20))
                .orElseThrow()
                .status();
    }

    @Test
    void callsNothingStuckOrLateThatWasNotSeenToBeSoForSoLong() throws Exception {
        // Given what waits for ever
        Manifest claim = Objects.manifest("""
            {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"namespace":"%s","name":"disk"},
             "spec":{"accessModes":["ReadWriteOnce"],"storageClassName":"nobody",
              "resources":{"requests":{"storage":"1Gi"}}}}
            """.formatted(rig.namespace));
        rig.source.commit(app, claim);
        rig.nudge();
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.phase() == RunPhase.WAITING)
                        .isPresent());
        for (Duration jump : JUMPS) {
            // When
            rig.jumped = jump;
            // Then
            ApplicationStatus status = looked();
            assertThat(status.health()).isEqualTo(Health.PROGRESSING);
            assertThat(status.phase()).isEqualTo(RunPhase.WAITING);
        }
        // and it is both when it was
        rig.ahead = Duration.ofMinutes(11);
        rig.reconciler.resync();
        Rig.await().until(() -> looked().health() == Health.DEGRADED && looked().phase() == RunPhase.FAILED);
    }

    @Test
    void triesAgainWhenItWouldHaveWhereverTheClockJumps() throws Exception {
        // Given
        Manifest wrong = Objects.manifest("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"%s","name":"settings",
               "labels":{"wrong":"no label at all!"}}}
            """.formatted(rig.namespace));
        rig.source.commit(app, wrong);
        rig.nudge();
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.phase() == RunPhase.FAILED)
                        .isPresent());
        for (Duration jump : JUMPS) {
            int tried = rig.counting.applied.size();
            // When
            rig.jumped = jump;
            looked();
            // Then not because of the jump
            assertThat(rig.counting.applied).hasSize(tried);
            // but because it is time
            rig.ahead = rig.ahead.plus(Duration.ofHours(1));
            Rig.await().until(() -> looked().phase() == RunPhase.FAILED && rig.counting.applied.size() > tried);
        }
    }

    @Test
    void keepsATruceForAsLongAsItIsAgreed() throws Exception {
        // Given
        Revision revision =
                rig.source.commit(app, SyncPolicy.DEFAULT, Objects.configMap(rig.namespace, "settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        for (int i = 0; i < Penalty.CUTOFF; i++) {
            int corrections = i + 1;
            change("b" + i);
            Rig.await().until(() -> rig.signals.corrected.get() == corrections);
        }
        change("last");
        Rig.await().until(() -> looked().reason().equals(Codes.FIGHT));
        for (Duration jump : JUMPS) {
            // When
            rig.jumped = jump;
            // Then
            assertThat(looked().reason()).isEqualTo(Codes.FIGHT);
            assertThat(rig.signals.corrected.get()).isEqualTo(Penalty.CUTOFF);
        }
        rig.ahead = Penalty.HALF_LIFE.plusMinutes(1);
        rig.reconciler.resync();
        rig.awaitSettled(app, revision);
    }

    private void change(String value) {
        rig.edit("v1", "ConfigMap", "settings", "kubectl-edit", "{\"data\":{\"key\":\"" + value + "\"}}");
    }
}
