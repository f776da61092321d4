package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.util.Base64;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a prune deleted can be had back for a week, on a real control plane.
class TombstoneIT {
    private Rig rig;
    private ApplicationKey app;
    private Manifest kept;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
        app = rig.app("web");
        kept = Objects.configMap(rig.namespace, "kept", "a");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /// Applies these and takes them out again.
    private void prune(Manifest... dropped) {
        Manifest[] all = java.util.Arrays.copyOf(dropped, dropped.length + 1);
        all[dropped.length] = kept;
        Revision first = rig.source.commit(app, all);
        rig.nudge();
        rig.awaitSettled(app, first);
        Revision second = rig.source.commit(app, kept);
        rig.nudge();
        rig.awaitSettled(app, second);
        for (Manifest manifest : dropped) {
            Rig.await()
                    .until(() -> rig.get(
                                    manifest.apiVersion(),
                                    manifest.key().kind(),
                                    manifest.key().name())
                            == null);
        }
    }

    private String remembered() {
        return rig.kubectl.configMaps().inNamespace(rig.home()).list().getItems().stream()
                .map(ConfigMap::getData)
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void undoBringsBackEverythingThatTheLastPruneDeleted() {
        // Given
        prune(Objects.configMap(rig.namespace, "one", "precious"), Objects.service(rig.namespace, "door"));
        // When
        CommandOutcome outcome = rig.command(Command.Verb.UNDO, "", app);
        // Then
        assertThat(outcome.message()).startsWith("2 objects live again");
        assertThat(rig.get("v1", "ConfigMap", "one").<Object>get("data", "key")).isEqualTo("precious");
        assertThat(rig.get("v1", "Service", "door")).isNotNull();
    }

    @Test
    void doesNotPruneAgainWhatWasUndone() throws Exception {
        // Given
        prune(Objects.configMap(rig.namespace, "one", "a"));
        rig.command(Command.Verb.UNDO, "/ConfigMap/" + rig.namespace + "/one", app);
        rig.counting.deleted.clear();
        // When
        Revision third = rig.source.commit(app, kept, Objects.configMap(rig.namespace, "more", "a"));
        rig.nudge();
        rig.awaitSettled(app, third);
        rig.stop();
        Revision fourth = rig.source.commit(app, kept);
        rig.start();
        rig.awaitSettled(app, fourth);
        // Then
        assertThat(rig.get("v1", "ConfigMap", "one").getMetadata().getLabels()).isNullOrEmpty();
        assertThat(rig.counting.deleted).extracting(key -> key.name()).containsExactly("more");
    }

    @Test
    void takesAnUndoneObjectOverWhenGitDeclaresItAgain() {
        // Given
        prune(Objects.configMap(rig.namespace, "one", "a"));
        rig.command(Command.Verb.UNDO, "", app);
        // When
        Revision third = rig.source.commit(app, kept, Objects.configMap(rig.namespace, "one", "b"));
        rig.nudge();
        // Then
        rig.awaitSettled(app, third);
        assertThat(rig.get("v1", "ConfigMap", "one").<Object>get("data", "key")).isEqualTo("b");
        assertThat(rig.get("v1", "ConfigMap", "one").getMetadata().getLabels())
                .containsEntry(Ownership.LABEL, Ownership.mark(app));
    }

    @Test
    void keepsSecretsEncryptedWithAKeyThatStaysInTheCluster() {
        // Given
        String password = "canary-4711";
        String encoded = Base64.getEncoder().encodeToString(password.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        prune(Objects.secret(rig.namespace, "login", password));
        // Then
        assertThat(remembered()).contains("\"login\"").doesNotContain(password, encoded);
        // When
        CommandOutcome outcome = rig.command(Command.Verb.UNDO, "", app);
        // Then
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo(CommandPhase.SUCCEEDED);
        assertThat(rig.get("v1", "Secret", "login").<Object>get("data", "password"))
                .isEqualTo(encoded);
        // When
        prune(Objects.secret(rig.namespace, "login", password));
        rig.kubectl
                .secrets()
                .inNamespace(rig.home())
                .withName("pilothouse-tombstone-key")
                .delete();
        restart();
        // Then
        assertThat(rig.command(Command.Verb.UNDO, "", app).message()).contains("cannot be decrypted");
    }

    private void restart() {
        rig.stop();
        try {
            rig.start();
        } catch (io.pilothouse.agent.kube.KubeconfigException e) {
            throw new AssertionError(e);
        }
        Rig.await().until(() -> rig.command(Command.Verb.SYNC_NOW, app).phase() == CommandPhase.SUCCEEDED);
    }

    @Test
    void refusesToUndoWhatExistsAgain() {
        // Given
        prune(Objects.configMap(rig.namespace, "one", "a"));
        rig.command(Command.Verb.UNDO, "", app);
        prune(Objects.configMap(rig.namespace, "two", "a"));
        rig.command(Command.Verb.UNDO, "", app);
        // When
        CommandOutcome outcome = rig.command(Command.Verb.UNDO, "/ConfigMap/" + rig.namespace + "/two", app);
        // Then
        assertThat(outcome.phase()).isEqualTo(CommandPhase.REFUSED);
        assertThat(outcome.message()).contains("Nothing of that name");
    }

    @Test
    void refusesToUndoWhatGitDeclares() {
        // Given
        prune(Objects.configMap(rig.namespace, "one", "a"));
        Revision third = rig.source.commit(app, kept, Objects.configMap(rig.namespace, "one", "b"));
        rig.nudge();
        rig.awaitSettled(app, third);
        // When
        CommandOutcome outcome = rig.command(Command.Verb.UNDO, "", app);
        // Then
        assertThat(outcome.phase()).isEqualTo(CommandPhase.REFUSED);
        assertThat(outcome.message()).contains("is declared by app/" + rig.namespace + "/web");
    }

    @Test
    void undoesTheRemovalOfAnApplication() {
        // Given
        ApplicationKey gone = rig.app("gone");
        rig.source.commit(app, kept);
        Revision first = rig.source.commit(gone, Objects.configMap(rig.namespace, "lost", "a"));
        rig.nudge();
        rig.awaitSettled(gone, first);
        rig.source.remove(gone);
        rig.nudge();
        Rig.await().until(() -> !rig.reports.slice().contains(gone));
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "lost") == null);
        // When
        CommandOutcome outcome = rig.command(Command.Verb.UNDO, "", gone);
        // Then
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo(CommandPhase.SUCCEEDED);
        assertThat(rig.get("v1", "ConfigMap", "lost")).isNotNull();
    }

    @Test
    void deletesWhatIsHeldBackOnceItsExactPlanIsApproved() {
        // Given
        Manifest[] many = new Manifest[10];
        for (int i = 0; i < many.length; i++) {
            many[i] = Objects.configMap(rig.namespace, "map-" + i, "a");
        }
        Revision first = rig.source.commit(app, many);
        rig.nudge();
        rig.awaitSettled(app, first);
        Revision second = rig.source.commit(app, many[0]);
        rig.nudge();
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .orElseThrow()
                        .reason()
                        .equals(io.pilothouse.agent.port.Codes.APPROVAL));
        // When
        CommandOutcome wrong = rig.command(Command.Verb.APPROVE, "0".repeat(64), app);
        // Then
        assertThat(wrong.phase()).isEqualTo(CommandPhase.REFUSED);
        assertThat(wrong.message()).contains("The plan is another by now");
        assertThat(rig.counting.deleted).isEmpty();
        // When
        String hash = wrong.message().replaceAll(".*hash is ([0-9a-f]{64}).*", "$1");
        CommandOutcome right = rig.command(Command.Verb.APPROVE, hash, app);
        // Then
        assertThat(right.phase()).as(right.message()).isEqualTo(CommandPhase.SUCCEEDED);
        rig.awaitSettled(app, second);
        assertThat(rig.counting.deleted).hasSize(9);
    }
}
