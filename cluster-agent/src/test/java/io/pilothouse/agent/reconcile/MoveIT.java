package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Objects that change owners, on a real control plane: never deleted, and never in nobody's inventory.
class MoveIT {
    private Rig rig;
    private ApplicationKey one;
    private ApplicationKey other;
    private Manifest moving;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
        one = rig.app("one");
        other = rig.app("other");
        moving = Objects.configMap(rig.namespace, "moving", "a");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private Manifest own(ApplicationKey application) {
        return Objects.configMap(rig.namespace, "of-" + application.name(), "a");
    }

    private Revision inOne() {
        Revision first = rig.source.commit(Map.of(one, List.of(moving, own(one)), other, List.of(own(other))));
        rig.nudge();
        rig.awaitSettled(one, first);
        rig.awaitSettled(other, first);
        return first;
    }

    private boolean isIn(ApplicationKey application) throws Exception {
        return rig.counting.inventories().loadAll().stream()
                .filter(inventory -> inventory.application().equals(application))
                .anyMatch(inventory -> inventory.get(moving.key()).isPresent());
    }

    private String uid() {
        return rig.get("v1", "ConfigMap", "moving").getMetadata().getUid();
    }

    @Test
    void movesBetweenApplicationsWithoutDelete() throws Exception {
        // Given
        inOne();
        String uid = uid();
        // When
        Revision second = rig.source.commit(Map.of(one, List.of(own(one)), other, List.of(moving, own(other))));
        rig.nudge();
        // Then
        rig.awaitSettled(one, second);
        rig.awaitSettled(other, second);
        Rig.await().until(() -> !isIn(one) && isIn(other));
        assertThat(uid()).isEqualTo(uid);
        assertThat(rig.get("v1", "ConfigMap", "moving").getMetadata().getLabels())
                .containsEntry(Ownership.LABEL, Ownership.mark(other));
        assertThat(rig.counting.deleted).isEmpty();
    }

    @Test
    void keepsAnObjectInTheFirstInventoryUntilTheOtherApplicationTakesIt() throws Exception {
        // Given
        inOne();
        String uid = uid();
        SyncPolicy manual = SyncPolicy.DEFAULT.with(SyncPolicy.Mode.MANUAL);
        rig.source.commit(other, manual, own(other), moving);
        // When
        Revision second = rig.source.commit(one, own(one));
        rig.nudge();
        // Then
        Rig.await()
                .until(() ->
                        rig.reports.application(one).orElseThrow().applied().equals(second));
        assertThat(isIn(one)).isTrue();
        assertThat(rig.counting.deleted).isEmpty();
        // When
        rig.command(io.pilothouse.core.command.Command.Verb.SYNC_NOW, other);
        // Then
        Rig.await().until(() -> !isIn(one) && isIn(other));
        assertThat(uid()).isEqualTo(uid);
        assertThat(rig.counting.deleted).isEmpty();
    }

    @Test
    void deletesAnObjectThatNobodyTookAfterAll() throws Exception {
        // Given
        inOne();
        SyncPolicy manual = SyncPolicy.DEFAULT.with(SyncPolicy.Mode.MANUAL);
        rig.source.commit(other, manual, own(other), moving);
        Revision second = rig.source.commit(one, own(one));
        rig.nudge();
        Rig.await()
                .until(() ->
                        rig.reports.application(one).orElseThrow().applied().equals(second));
        // When
        rig.source.commit(other, manual, own(other));
        rig.nudge();
        // Then
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "moving") == null);
        assertThat(rig.counting.deleted).containsExactly(moving.key());
    }

    @Test
    void renamesAnApplicationWithoutDelete() throws Exception {
        // Given
        Revision first = rig.source.commit(one, moving);
        rig.nudge();
        rig.awaitSettled(one, first);
        String uid = uid();
        // When
        Revision second = rig.source.rename(one, other);
        rig.nudge();
        // Then
        rig.awaitSettled(other, second);
        Rig.await().until(() -> !rig.reports.slice().contains(one));
        assertThat(uid()).isEqualTo(uid);
        assertThat(isIn(other)).isTrue();
        assertThat(rig.counting.deleted).isEmpty();
    }

    @Test
    void deletesNothingWhileTheNewNameCannotBeRead() throws Exception {
        // Given
        Revision first = rig.source.commit(one, moving);
        rig.nudge();
        rig.awaitSettled(one, first);
        // When
        rig.source.rename(one, other);
        rig.source.breakFile(other);
        rig.nudge();
        // Then
        Rig.await()
                .until(() -> rig.reports
                        .application(one)
                        .orElseThrow()
                        .message()
                        .contains("app/" + rig.namespace + "/other cannot be read"));
        assertThat(isIn(one)).isTrue();
        assertThat(rig.counting.deleted).isEmpty();
    }
}
