package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.SignalSink;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.policy.SyncWindow;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When a run begins, and what ends it before its time, on a real control plane.
class StartIT {
    private static final SyncWindow CLOSED =
            new SyncWindow(SyncWindow.Kind.DENY, "* * * * *", Duration.ofHours(1), ZoneId.of("Europe/Berlin"), true);
    private static final SyncWindow CLOSED_BUT_FOR_COMMANDS =
            new SyncWindow(SyncWindow.Kind.DENY, "* * * * *", Duration.ofHours(1), ZoneId.of("Europe/Berlin"), false);

    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
    }

    @AfterEach
    void stop() {
        rig.source.release();
        rig.close();
    }

    private static SyncPolicy policy(List<SyncWindow> windows, List<ApplicationKey> dependsOn) {
        SyncPolicy base = SyncPolicy.DEFAULT;
        return new SyncPolicy(
                base.mode(),
                base.drift(),
                base.timeout(),
                base.prune(),
                base.retry(),
                windows,
                base.options(),
                dependsOn);
    }

    private Manifest map(String name, String value) {
        return Objects.configMap(rig.namespace, name, value);
    }

    private Manifest pod(String fate) {
        return Objects.manifest("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"%s","name":"pod",
              "annotations":{"testkit.pilothouse.io/pod":"%s"}},
             "spec":{"containers":[{"name":"web","image":"nginx:1"}]}}
            """.formatted(rig.namespace, fate));
    }

    private void awaitReason(ApplicationKey app, String code) {
        Rig.await()
                .untilAsserted(() -> assertThat(rig.reports.application(app))
                        .hasValueSatisfying(
                                status -> assertThat(status.reason()).isEqualTo(code)));
    }

    private void awaitPhase(ApplicationKey app, RunPhase phase) {
        Rig.await()
                .untilAsserted(() -> assertThat(rig.reports.application(app))
                        .hasValueSatisfying(status -> assertThat(status.phase()).isEqualTo(phase)));
    }

    @Test
    void appliesNothingWhileItsWindowsAreClosed() {
        // Given
        ApplicationKey app = rig.app("web");
        // When
        rig.source.commit(app, policy(List.of(CLOSED), List.of()), map("settings", "a"));
        rig.nudge();
        // Then
        awaitReason(app, Codes.WINDOW);
        assertThat(rig.reports.application(app).orElseThrow().message())
                .contains("a window denies it (* * * * * for 1h, Europe/Berlin)");
        CommandOutcome refused = rig.command(Command.Verb.SYNC_NOW, app);
        assertThat(refused.phase()).isEqualTo(CommandPhase.REFUSED);
        assertThat(refused.message()).contains("is not synced now, because a window denies it");
        assertThat(rig.counting.applied).isEmpty();
    }

    @Test
    void obeysACommandWhereTheWindowIsNotForCommands() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision =
                rig.source.commit(app, policy(List.of(CLOSED_BUT_FOR_COMMANDS), List.of()), map("settings", "a"));
        rig.nudge();
        awaitReason(app, Codes.WINDOW);
        // When
        CommandOutcome outcome = rig.command(Command.Verb.SYNC_NOW, app);
        // Then
        assertThat(outcome.phase()).isEqualTo(CommandPhase.SUCCEEDED);
        rig.awaitSettled(app, revision);
    }

    @Test
    void leavesDriftAloneWhileItsWindowsAreClosed() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision open = rig.source.commit(app, map("settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, open);
        int before = rig.reports.all().size();
        rig.source.commit(app, policy(List.of(CLOSED), List.of()), map("settings", "a"));
        rig.nudge();
        Rig.await().until(() -> rig.reports.all().size() > before);
        // When
        rig.edit("v1", "ConfigMap", "settings", "kubectl-edit", "{\"data\":{\"key\":\"b\"}}");
        // Then
        awaitReason(app, Codes.DRIFT);
        assertThat(rig.get("v1", "ConfigMap", "settings").<Object>get("data", "key"))
                .isEqualTo("b");
    }

    @Test
    void waitsUntilADependencyIsSyncedAndHealthy() {
        // Given
        ApplicationKey db = rig.app("db");
        ApplicationKey api = rig.app("api");
        rig.source.commit(db, pod("NotReady"));
        Revision waiting = rig.source.commit(api, policy(List.of(), List.of(db)), map("settings", "a"));
        rig.nudge();
        awaitReason(api, Codes.DEPENDS);
        Rig.await().until(() -> rig.get("v1", "Pod", "pod") != null);
        assertThat(rig.reports.application(api).orElseThrow().message()).contains(db.path());
        assertThat(rig.get("v1", "ConfigMap", "settings")).isNull();
        // When
        Revision healthy = rig.source.commit(db, pod("Running"));
        rig.nudge();
        // Then
        rig.awaitSettled(db, healthy);
        rig.awaitSettled(api, waiting);
    }

    @Test
    void namesTheCircleOfApplicationsThatWaitForOneAnother() {
        // Given
        ApplicationKey one = rig.app("one");
        ApplicationKey two = rig.app("two");
        rig.source.commit(two, policy(List.of(), List.of(one)), map("two", "a"));
        // When
        rig.source.commit(one, policy(List.of(), List.of(two)), map("one", "a"));
        rig.nudge();
        // Then
        awaitReason(one, Codes.ORDER);
        awaitReason(two, Codes.ORDER);
        assertThat(rig.reports.application(one).orElseThrow().message())
                .contains(one.path() + " → " + two.path() + " → " + one.path());
        assertThat(rig.counting.applied).isEmpty();
        // When
        Revision corrected = rig.source.commit(one, map("one", "a"));
        rig.nudge();
        // Then
        rig.awaitSettled(one, corrected);
        rig.awaitSettled(two, corrected);
    }

    @Test
    void stopsARunThatIsCancelledUntilTheNextCommit() {
        // Given
        ApplicationKey app = rig.app("web");
        rig.source.commit(app, pod("Pending"));
        rig.nudge();
        awaitPhase(app, RunPhase.WAITING);
        // When
        CommandOutcome outcome = rig.command(Command.Verb.CANCEL, app);
        // Then
        assertThat(outcome.phase()).isEqualTo(CommandPhase.SUCCEEDED);
        awaitPhase(app, RunPhase.CANCELLED);
        assertThat(rig.reports.application(app).orElseThrow().message())
                .contains("Its run was cancelled by tester (a test)");
        assertThat(rig.command(Command.Verb.CANCEL, app).phase()).isEqualTo(CommandPhase.REFUSED);
        Revision next = rig.source.commit(app, pod("Running"));
        rig.nudge();
        rig.awaitSettled(app, next);
    }

    @Test
    void saysThatANewerCommitSupersededARunAndCountsTheChangeOnce() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(app, pod("Pending"));
        rig.nudge();
        awaitPhase(app, RunPhase.WAITING);
        // When
        Revision second = rig.source.commit(app, pod("Running"));
        rig.nudge();
        // Then
        rig.awaitSettled(app, second);
        assertThat(rig.reports.all())
                .filteredOn(report -> report instanceof AgentReport.Event event
                        && event.event() instanceof FleetEvent.ApplicationReported reported
                        && reported.status().phase() == RunPhase.SUPERSEDED
                        && reported.status().desired().equals(first))
                .hasSize(1);
        assertThat(rig.signals.changes(SignalSink.ChangeResult.SUPERSEDED)).isEqualTo(1);
        assertThat(rig.signals.changes(SignalSink.ChangeResult.SUCCEEDED)).isEqualTo(1);
    }

    @Test
    void isSuspendedWhileGitDoesNotAnswer() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision = rig.source.commit(app, map("settings", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        rig.source.hold();
        rig.nudge();
        Rig.await().until(rig.source::isAsked);
        // When
        CommandOutcome outcome = rig.command(Command.Verb.SUSPEND, app);
        // Then
        assertThat(outcome.phase()).isEqualTo(CommandPhase.SUCCEEDED);
        assertThat(rig.source.isAsked()).isTrue();
    }
}
