package io.pilothouse.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PodLifecycleTest {
    private static final Instant BOUND = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration READY_AFTER = Duration.ofSeconds(2);
    private static final Instant READY = BOUND.plus(READY_AFTER);
    private static final String ADDRESS = "10.1.0.2";

    private final PodLifecycle lifecycle =
            new PodLifecycle(Map.of("node-1", Map.of("zone", "a"), "node-2", Map.of("zone", "b")), READY_AFTER);

    @Test
    void bindsAPodToANodeThatItsSelectorAllows() {
        // Given
        Pod pod = new PodBuilder(pod(PodFate.RUNNING, ""))
                .editSpec()
                .withNodeSelector(Map.of("zone", "b"))
                .endSpec()
                .build();

        // When
        var step = next(pod, BOUND);

        // Then
        assertThat(step).isEqualTo(new PodStep.Bind("node-2"));
    }

    @Test
    void bindsADaemonSetsPodToTheNodeItNames() {
        // Given
        Pod pod = new PodBuilder(pod(PodFate.RUNNING, ""))
                .editSpec()
                .withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchField()
                .withKey("metadata.name")
                .withOperator("In")
                .withValues("node-1")
                .endMatchField()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .endSpec()
                .build();

        // When
        var step = next(pod, BOUND);

        // Then
        assertThat(step).isEqualTo(new PodStep.Bind("node-1"));
    }

    @Test
    void saysWhyAPodFitsNowhere() {
        // Given
        Pod pod = new PodBuilder(pod(PodFate.RUNNING, ""))
                .editSpec()
                .withNodeSelector(Map.of("zone", "c"))
                .endSpec()
                .build();

        // When
        PodStatus status = reported(next(pod, BOUND));

        // Then
        assertThat(status.getPhase()).isEqualTo("Pending");
        assertThat(status.getConditions()).singleElement().satisfies(condition -> {
            assertThat(condition.getReason()).isEqualTo("Unschedulable");
            assertThat(condition.getMessage()).contains("0/2 nodes", "node selector");
        });
    }

    @Test
    void createsFirstAndComesBackWhenItIsTime() {
        // When
        var step = next(pod(PodFate.RUNNING, "node-1"), BOUND.plusSeconds(1));

        // Then
        assertThat(step).isInstanceOfSatisfying(PodStep.Report.class, report -> {
            assertThat(container(report.status()).getState().getWaiting().getReason())
                    .isEqualTo("ContainerCreating");
            assertThat(report.lookAgain()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    void thenRunsReadyWithAnAddress() {
        // When
        PodStatus status = reported(next(pod(PodFate.RUNNING, "node-1"), READY));

        // Then
        assertThat(status.getPhase()).isEqualTo("Running");
        assertThat(status.getPodIP()).isEqualTo(ADDRESS);
        assertThat(container(status).getReady()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = PodFate.class)
    void restsOnceEverythingIsReported(PodFate fate) {
        // Given
        Pod pod = pod(fate, "node-1");
        Pod reported =
                new PodBuilder(pod).withStatus(reported(next(pod, READY))).build();

        // When
        var step = next(reported, READY.plusSeconds(60));

        // Then
        assertThat(step).isEqualTo(new PodStep.Rest());
    }

    @Test
    void killedForMemoryLooksLikeIt() {
        // When
        PodStatus status = reported(next(pod(PodFate.OOM_KILLED, "node-1"), READY));

        // Then
        assertThat(container(status).getState().getWaiting().getReason()).isEqualTo("CrashLoopBackOff");
        assertThat(container(status).getLastState().getTerminated().getReason()).isEqualTo("OOMKilled");
        assertThat(container(status).getRestartCount()).isPositive();
    }

    @Test
    void aCrashThatIsNotRestartedFailsThePod() {
        // Given
        Pod pod = new PodBuilder(pod(PodFate.CRASH_LOOP_BACK_OFF, "node-1"))
                .editSpec()
                .withRestartPolicy("Never")
                .endSpec()
                .build();

        // When
        PodStatus status = reported(next(pod, READY));

        // Then
        assertThat(status.getPhase()).isEqualTo("Failed");
    }

    @Test
    void aJobsPodRunsAndThenSucceeds() {
        // Given
        Pod pod = new PodBuilder(pod(PodFate.RUNNING, "node-1"))
                .editMetadata()
                .addNewOwnerReference()
                .withKind("Job")
                .withName("migrate")
                .endOwnerReference()
                .endMetadata()
                .build();

        // When
        PodStatus first = reported(next(pod, READY));
        PodStatus then = reported(next(new PodBuilder(pod).withStatus(first).build(), READY.plus(READY_AFTER)));

        // Then
        assertThat(first.getPhase()).isEqualTo("Running");
        assertThat(then.getPhase()).isEqualTo("Succeeded");
    }

    @Test
    void recoversWhenItsFateChanges() {
        // Given
        Pod failing = pod(PodFate.CRASH_LOOP_BACK_OFF, "node-1");
        PodStatus crashed = reported(next(failing, READY));
        Pod mended = new PodBuilder(pod(PodFate.RUNNING, "node-1"))
                .withStatus(crashed)
                .build();

        // When
        PodStatus status = reported(next(mended, READY.plusSeconds(5)));

        // Then
        assertThat(status.getPhase()).isEqualTo("Running");
        assertThat(container(status).getReady()).isTrue();
        assertThat(container(status).getRestartCount()).isPositive();
    }

    @Test
    void removesWhatIsBeingDeletedAndLeavesOtherNodesAlone() {
        // Given
        Pod deleted = new PodBuilder(pod(PodFate.RUNNING, "node-1"))
                .editMetadata()
                .withDeletionTimestamp(READY.toString())
                .endMetadata()
                .build();
        Pod elsewhere = pod(PodFate.RUNNING, "somebody-elses-node");

        // When
        var remove = next(deleted, READY);
        var rest = next(elsewhere, READY);

        // Then
        assertThat(remove).isEqualTo(new PodStep.Remove());
        assertThat(rest).isEqualTo(new PodStep.Rest());
    }

    private PodStep next(Pod pod, Instant now) {
        return lifecycle.next(pod, ADDRESS, BOUND, now);
    }

    private static PodStatus reported(PodStep step) {
        assertThat(step).isInstanceOf(PodStep.Report.class);
        return ((PodStep.Report) step).status();
    }

    private static ContainerStatus container(PodStatus status) {
        return status.getContainerStatuses().getFirst();
    }

    private static Pod pod(PodFate fate, String node) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("shop")
                .withUid("c0ffee")
                .withAnnotations(Map.of(PodFate.ANNOTATION, fate.word()))
                .endMetadata()
                .withNewSpec()
                .withNodeName(node.isEmpty() ? null : node)
                .withRestartPolicy("Always")
                .addNewContainer()
                .withName("main")
                .withImage("registry.example/web:1")
                .endContainer()
                .endSpec()
                .build();
    }
}
