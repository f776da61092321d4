package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Drift while something else is the matter, and much of it at once; on a real control plane.
class DriftAutonomyIT {
    private static final int MANY = Integer.getInteger("pilothouse.test.drifts", 200);

    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private ApplicationKey settled(Manifest... manifests) {
        ApplicationKey app = rig.app("web");
        Revision revision = rig.source.commit(app, manifests);
        rig.nudge();
        rig.awaitSettled(app, revision);
        return app;
    }

    private void edit(String name) {
        rig.edit("v1", "ConfigMap", name, "kubectl-edit", "{\"data\":{\"key\":\"b\"}}");
    }

    private boolean isRight(String name) {
        return rig.get("v1", "ConfigMap", name).get("data", "key").equals("a");
    }

    @Test
    void correctsWithinASecond() {
        // Given
        settled(Objects.configMap(rig.namespace, "settings", "a"));
        List<Duration> took = new ArrayList<>();
        // When
        for (int i = 1; i <= 4; i++) {
            int times = i;
            Instant start = Instant.now();
            edit("settings");
            Rig.await().until(() -> rig.signals.corrected.get() == times);
            took.add(Duration.between(start, Instant.now()));
        }
        // Then: a busy machine may be slow once
        assertThat(took.stream().sorted().toList().get(1)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void correctsDriftWhileGitIsAway() {
        // Given
        ApplicationKey app = settled(Objects.configMap(rig.namespace, "settings", "a"));
        rig.source.isDown(true);
        rig.nudge();
        // When
        edit("settings");
        // Then
        Rig.await().until(() -> isRight("settings"));
        assertThat(rig.reports.drift(app))
                .singleElement()
                .satisfies(record -> assertThat(record.action()).isEqualTo(DriftRecord.Action.CORRECTED));
    }

    @Test
    void seesDriftWhileSuspendedAndCorrectsItThereafter() {
        // Given
        ApplicationKey app = settled(Objects.configMap(rig.namespace, "settings", "a"));
        rig.command(Command.Verb.SUSPEND, app);
        // When
        edit("settings");
        Rig.await().until(() -> !rig.reports.drift(app).isEmpty());
        // Then
        assertThat(rig.reports.drift(app).get(0).action()).isEqualTo(DriftRecord.Action.NOTED);
        assertThat(isRight("settings")).isFalse();
        rig.command(Command.Verb.RESUME, app);
        Rig.await().until(() -> isRight("settings"));
        Rig.await().until(() -> rig.reports.drift(app).getLast().action() == DriftRecord.Action.CORRECTED);
    }

    @Test
    void tellsOfDriftThatHappenedWhileTheAgentWasDown() throws Exception {
        // Given
        ApplicationKey app = settled(
                Objects.configMap(rig.namespace, "settings", "a"), Objects.configMap(rig.namespace, "gone", "a"));
        rig.stop();
        // When
        edit("settings");
        rig.kubectl.configMaps().inNamespace(rig.namespace).withName("gone").delete();
        rig.open();
        rig.reconciler.start();
        // Then
        Rig.await().until(() -> isRight("settings") && rig.get("v1", "ConfigMap", "gone") != null);
        Rig.await().until(() -> rig.reports.drift(app).size() == 2);
        assertThat(rig.reports.drift(app))
                .allSatisfy(record -> assertThat(record.action()).isEqualTo(DriftRecord.Action.CORRECTED));
        assertThat(rig.reports.drift(app))
                .extracting(record -> record.object().name())
                .containsExactlyInAnyOrder("settings", "gone");
    }

    @Test
    void labelsAgainWhatLostItsLabelWhileTheAgentWasDown() throws Exception {
        // Given
        settled(Objects.configMap(rig.namespace, "settings", "a"));
        String uid = rig.get("v1", "ConfigMap", "settings").getMetadata().getUid();
        rig.stop();
        // When
        rig.edit(
                "v1",
                "ConfigMap",
                "settings",
                "kubectl-label",
                "{\"metadata\":{\"labels\":{\"pilothouse.io/application\":null}}}");
        rig.open();
        rig.reconciler.start();
        // Then
        Rig.await()
                .until(() -> rig.get("v1", "ConfigMap", "settings")
                        .getMetadata()
                        .getLabels()
                        .containsKey("pilothouse.io/application"));
        assertThat(rig.get("v1", "ConfigMap", "settings").getMetadata().getUid())
                .isEqualTo(uid);
    }

    @Test
    void correctsManyDriftsAtOnceButNotAllAtATime() throws Exception {
        // Given
        Manifest[] manifests = IntStream.range(0, MANY)
                .mapToObj(i -> Objects.configMap(rig.namespace, "settings-" + i, "a"))
                .toArray(Manifest[]::new);
        ApplicationKey app = settled(manifests);
        rig.counting.most.set(0);
        // When
        List<Thread> editors = new ArrayList<>();
        for (int lane = 0; lane < 8; lane++) {
            int first = lane;
            editors.add(Thread.ofVirtual().start(() -> {
                for (int i = first; i < MANY; i += 8) {
                    edit("settings-" + i);
                }
            }));
        }
        for (Thread editor : editors) {
            editor.join();
        }
        // Then
        Rig.await().until(() -> rig.signals.corrected.get() >= MANY);
        Rig.await().until(() -> IntStream.range(0, MANY).allMatch(i -> isRight("settings-" + i)));
        assertThat(rig.reports.drift(app)).hasSizeGreaterThanOrEqualTo(MANY);
        assertThat(rig.counting.most.get()).isBetween(2, 16);
    }
}
