package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.window.Freeze;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Freezes, in Git and as a command, on a real control plane.
class FreezeIT {
    private static final Instant LONG = Instant.parse("2099-01-02T06:00:00Z");

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

    private Manifest map(String value) {
        return Objects.configMap(rig.namespace, "settings", value);
    }

    private Revision settled(String value) {
        Revision revision = rig.source.commit(app, map(value));
        rig.nudge();
        rig.awaitSettled(app, revision);
        return revision;
    }

    private static Freeze freeze(Optional<String> namespace, Instant until) {
        return new Freeze(namespace, Instant.MIN, until, "peak season", new Origin("fleet/fleet.yaml", 1, 9));
    }

    private CommandOutcome freezeCluster(Instant until) {
        return rig.reconciler.run(new Command(
                UUID.randomUUID().toString(),
                rig.cluster,
                Optional.empty(),
                Command.Verb.SUSPEND,
                until.toString(),
                "INC-4711",
                "ops",
                Duration.ofMinutes(1)));
    }

    private ApplicationStatus awaitFrozen(Revision desired) {
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.desired().equals(desired)
                                && status.isSuspended()
                                && status.reason().equals(Codes.SUSPENDED))
                        .isPresent());
        return rig.reports.application(app).orElseThrow();
    }

    private String live() {
        return rig.get("v1", "ConfigMap", "settings").get("data", "key");
    }

    @Test
    void appliesNothingWhileTheRepositoryFreezesAndGoesOnByItselfWhenItEnds() {
        // Given
        settled("a");
        Instant end = Instant.now().plusSeconds(6);
        rig.source.freeze(freeze(Optional.empty(), end));
        // When
        Revision second = rig.source.commit(app, map("b"));
        rig.nudge();
        // Then
        assertThat(awaitFrozen(second).message())
                .contains("fleet/fleet.yaml:9 freezes the whole cluster until " + end, "peak season");
        rig.awaitSettled(app, second);
        assertThat(Instant.now()).isAfter(end);
        assertThat(live()).isEqualTo("b");
    }

    @Test
    void showsDriftUnderAFreezeAndCorrectsItThereafter() {
        // Given
        Revision revision = settled("a");
        freezeCluster(LONG);
        awaitFrozen(revision);
        // When
        rig.edit("v1", "ConfigMap", "settings", "kubectl-edit", "{\"data\":{\"key\":\"by hand\"}}");
        // Then
        Rig.await().until(() -> !rig.reports.drift(app).isEmpty());
        assertThat(live()).isEqualTo("by hand");
        rig.reconciler.run(new Command(
                UUID.randomUUID().toString(),
                rig.cluster,
                Optional.empty(),
                Command.Verb.RESUME,
                "",
                "ops",
                Duration.ofMinutes(1)));
        Rig.await().until(() -> live().equals("a"));
    }

    @Test
    void keepsAFreezeByCommandOverARestartWithWhoWhyAndUntilWhen() throws Exception {
        // Given
        settled("a");
        assertThat(freezeCluster(LONG).phase()).isEqualTo(CommandPhase.SUCCEEDED);
        rig.stop();
        Revision second = rig.source.commit(app, map("b"));
        // When
        rig.start();
        // Then
        assertThat(awaitFrozen(second).message()).contains("frozen by ops", "INC-4711", "until " + LONG);
        assertThat(live()).isEqualTo("a");
    }

    @Test
    void refusesAFreezeThatIsOver() {
        settled("a");
        assertThat(freezeCluster(Instant.parse("2020-01-01T00:00:00Z")).message())
                .isEqualTo("The freeze would have ended at 2020-01-01T00:00:00Z already.");
    }

    @Test
    void syncsOneApplicationOnceInAnEmergency() {
        // Given
        settled("a");
        freezeCluster(LONG);
        Revision urgent = rig.source.commit(app, map("b"));
        rig.nudge();
        awaitFrozen(urgent);
        CommandOutcome plain = rig.command(Command.Verb.SYNC_NOW, app);
        assertThat(plain.phase()).isEqualTo(CommandPhase.REFUSED);
        assertThat(plain.message()).contains("frozen by ops", Command.OVERRIDE_FREEZE);
        // When
        rig.command(Command.Verb.SYNC_NOW, Command.OVERRIDE_FREEZE, app);
        // Then
        Rig.await().until(() -> live().equals("b"));
        Revision next = rig.source.commit(app, map("c"));
        rig.nudge();
        awaitFrozen(next);
        assertThat(live()).isEqualTo("b");
    }

    @Test
    void anOverrideEndsWithTheRunThatWasCancelled() {
        // Given an emergency that waits for what is not well
        settled("a");
        ApplicationKey other = rig.app("database");
        rig.source.commit(other, pending());
        rig.nudge();
        Rig.await()
                .until(() -> rig.reports
                        .application(other)
                        .filter(status -> status.health() == Health.PROGRESSING)
                        .isPresent());
        freezeCluster(LONG);
        Revision urgent = rig.source.commit(app, after(other), map("b"));
        rig.nudge();
        awaitFrozen(urgent);
        rig.command(Command.Verb.SYNC_NOW, Command.OVERRIDE_FREEZE, app);
        Rig.await()
                .untilAsserted(() -> assertThat(rig.reports.application(app).orElseThrow())
                        .returns(false, ApplicationStatus::isSuspended)
                        .returns(Codes.DEPENDS, ApplicationStatus::reason));
        // When
        rig.command(Command.Verb.CANCEL, app);
        Revision next = rig.source.commit(app, map("c"));
        rig.nudge();
        // Then
        awaitFrozen(next);
        assertThat(live()).isEqualTo("a");
    }

    private Manifest pending() {
        return Objects.manifest("""
            {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"namespace":"%s","name":"disk"},
             "spec":{"storageClassName":"none","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}
            """.formatted(rig.namespace));
    }

    private static ApplicationPolicy after(ApplicationKey other) {
        SyncPolicy base = SyncPolicy.DEFAULT;
        SyncPolicy sync = new SyncPolicy(
                base.mode(),
                base.drift(),
                base.timeout(),
                base.prune(),
                base.retry(),
                base.windows(),
                base.options(),
                List.of(other));
        return new ApplicationPolicy(sync, List.of(), List.of(), "");
    }

    @Test
    void doesNotSyncWhatIsSuspendedForGoodHoweverUrgentItIs() {
        // Given
        settled("a");
        rig.command(Command.Verb.SUSPEND, app);
        // When
        CommandOutcome outcome = rig.command(Command.Verb.SYNC_NOW, Command.OVERRIDE_FREEZE, app);
        // Then
        assertThat(outcome.phase()).isEqualTo(CommandPhase.REFUSED);
        assertThat(outcome.message()).contains("suspended by tester");
    }

    @Test
    void deletesNothingOfAFrozenNamespaceEvenWhenTheFolderGoes() {
        // Given
        settled("a");
        Revision other = rig.source.commit(rig.infra("other"), Objects.namespace("other-" + rig.namespace));
        rig.nudge();
        rig.awaitSettled(rig.infra("other"), other);
        rig.source.freeze(freeze(Optional.of(rig.namespace), LONG));
        // When
        Revision without = rig.source.remove(app);
        rig.nudge();
        // Then
        awaitFrozen(without);
        assertThat(rig.counting.deleted).isEmpty();
        assertThat(rig.reports.application(rig.infra("other")).orElseThrow().isSuspended())
                .isFalse();
        rig.kubectl.namespaces().withName("other-" + rig.namespace).delete();
    }
}
