package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an agent remembers in the cluster, and the next one goes by.
class MemoryIT {
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

    private void restart() throws Exception {
        rig.stop();
        rig.start();
    }

    private void awaitHeldBack() {
        Rig.await()
                .until(() -> rig.reports
                        .application(app)
                        .filter(status -> status.reason().equals(Codes.APPROVAL))
                        .isPresent());
    }

    private String hashOfThePlan() {
        CommandOutcome refused = rig.command(Command.Verb.APPROVE, "0".repeat(64), app);
        return refused.message().replaceAll(".*hash is ([0-9a-f]{64}).*", "$1");
    }

    /// Ten objects, a Secret among them, of which the next commit keeps the Secret only.
    private Revision holdNineBack() {
        Manifest secret = Objects.secret(rig.namespace, "login", "canary");
        Manifest[] many = Stream.concat(
                        Stream.of(secret),
                        IntStream.range(0, 9).mapToObj(i -> Objects.configMap(rig.namespace, "map-" + i, "a")))
                .toArray(Manifest[]::new);
        Revision first = rig.source.commit(app, many);
        rig.nudge();
        rig.awaitSettled(app, first);
        Revision second = rig.source.commit(app, secret);
        rig.nudge();
        awaitHeldBack();
        return second;
    }

    @Test
    void planHasTheSameHashAfterARestart() throws Exception {
        // Given
        holdNineBack();
        String before = hashOfThePlan();
        // When
        restart();
        rig.nudge();
        // Then
        Rig.await().until(() -> hashOfThePlan().equals(before));
    }

    @Test
    void approvalOutlivesTheAgent() throws Exception {
        // Given
        Revision second = holdNineBack();
        rig.source.isDown(true);
        rig.command(Command.Verb.SUSPEND, app);
        CommandOutcome approved = rig.command(Command.Verb.APPROVE, hashOfThePlan(), app);
        assertThat(approved.phase()).as(approved.message()).isEqualTo(CommandPhase.SUCCEEDED);
        assertThat(rig.counting.deleted).isEmpty();
        // When
        restart();
        rig.source.isDown(false);
        Rig.await().until(() -> rig.command(Command.Verb.RESUME, app).phase() == CommandPhase.SUCCEEDED);
        rig.nudge();
        // Then
        rig.awaitSettled(app, second);
        Rig.await().until(() -> rig.counting.deleted.size() == 9);
        assertThat(inventory().approvals()).isEmpty();
    }

    private Inventory inventory() throws Exception {
        return rig.counting.inventories().loadAll().getFirst();
    }

    @Test
    void keepsNoDigestOfASecretThatCouldBeGuessedAtAndAppliesItOnceAllTheSame() throws Exception {
        // Given
        Manifest secret = Objects.secret(rig.namespace, "login", "canary");
        Revision revision = rig.source.commit(app, secret);
        rig.nudge();
        rig.awaitSettled(app, revision);
        // When
        restart();
        rig.nudge();
        rig.awaitSettled(app, revision);
        // Then
        assertThat(rig.counting.applied).isEmpty();
        assertThat(inventory().get(secret.key()).orElseThrow().applied())
                .isNotEqualTo(Desired.of(secret, app).digest());
    }

    @Test
    void deletesAndUndoesAsTheApplicationsAccountAfterItsFolderAndTheAgentAreGone() throws Exception {
        // Given
        letWrite("deployer");
        rig.source.commit(rig.app("other"), Objects.configMap(rig.namespace, "other", "a"));
        ApplicationPolicy asDeployer = new ApplicationPolicy(SyncPolicy.DEFAULT, List.of(), List.of(), "deployer");
        Revision first = rig.source.commit(app, asDeployer, Objects.configMap(rig.namespace, "map", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        rig.stop();
        rig.source.remove(app);
        // When
        rig.start();
        rig.nudge();
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "map") == null);
        // Then
        assertThat(rig.counting.deleters).containsExactly("deployer");
        // When
        restart();
        rig.nudge();
        Rig.await().until(() -> rig.command(Command.Verb.UNDO, "", app).phase() == CommandPhase.SUCCEEDED);
        // Then
        assertThat(rig.get("v1", "ConfigMap", "map")).isNotNull();
        assertThat(rig.counting.appliers).containsExactly("deployer");
    }

    private void letWrite(String account) {
        rig.kubectl
                .serviceAccounts()
                .inNamespace(rig.namespace)
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .endMetadata()
                        .build())
                .create();
        rig.kubectl
                .rbac()
                .roleBindings()
                .inNamespace(rig.namespace)
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "admin")
                        .addNewSubject("", "ServiceAccount", account, rig.namespace)
                        .build())
                .create();
    }
}
