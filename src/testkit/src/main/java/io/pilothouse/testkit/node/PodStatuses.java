package io.pilothouse.testkit.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// The statuses that a kubelet reports for a pod, as they look on a real node.
record PodStatuses(Pod pod, String address, Instant now) {
    private static final String NODE_ADDRESS = "127.0.0.1";
    private static final int RESTARTS = 3;

    /// What makes two statuses the same for whoever looks at them: all but times and counters.
    static List<String> essence(PodStatus status) {
        var essence = new ArrayList<String>();
        essence.add(Objects.toString(status.getPhase()));
        status.getConditions().stream()
                .map(condition -> condition.getType() + "=" + condition.getStatus() + " " + condition.getReason() + " "
                        + condition.getMessage())
                .sorted()
                .forEach(essence::add);
        status.getContainerStatuses()
                .forEach(container -> essence.add(container.getName() + " " + container.getReady() + " "
                        + essence(container.getState()) + " after " + essence(container.getLastState())));
        return essence;
    }

    static PodStatus unschedulable(Pod pod, String message, Instant now) {
        return new PodStatusBuilder(Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new))
                .withPhase("Pending")
                .withConditions(condition("PodScheduled", false, "Unschedulable", message, now))
                .build();
    }

    PodStatus creating() {
        return status("Pending", false, container -> waiting("ContainerCreating", ""));
    }

    PodStatus running(boolean isReady) {
        return status(
                "Running",
                isReady,
                container ->
                        new ContainerStateBuilder().withNewRunning(text(now)).build());
    }

    PodStatus imagePullBackOff() {
        return status(
                "Pending",
                false,
                container -> waiting("ImagePullBackOff", "Back-off pulling image \"" + container.getImage() + "\""));
    }

    /// The containers ended and wait for their next start.
    PodStatus restarting(int exitCode, String reason) {
        var status = status(
                "Running",
                false,
                container -> waiting(
                        "CrashLoopBackOff",
                        "back-off 40s restarting failed container=" + container.getName() + " pod="
                                + pod.getMetadata().getName()));
        for (ContainerStatus container : status.getContainerStatuses()) {
            container.setLastState(terminated(exitCode, reason));
            container.setRestartCount(Math.max(RESTARTS, container.getRestartCount()));
        }
        return status;
    }

    PodStatus succeeded() {
        var status = status("Succeeded", false, container -> terminated(0, "Completed"));
        status.getConditions().stream()
                .filter(condition -> "False".equals(condition.getStatus()))
                .forEach(condition -> condition.setReason("PodCompleted"));
        return status;
    }

    PodStatus failed(int exitCode, String reason) {
        return status("Failed", false, container -> terminated(exitCode, reason));
    }

    private PodStatus status(String phase, boolean isReady, Function<Container, ContainerState> state) {
        var old = Optional.ofNullable(pod.getStatus());
        String notReady = isReady ? "" : "ContainersNotReady";
        String unready = isReady
                ? ""
                : "containers with unready status: "
                        + pod.getSpec().getContainers().stream()
                                .map(Container::getName)
                                .toList();
        var containers = pod.getSpec().getContainers().stream()
                .map(container -> containerStatus(container, state.apply(container), isReady))
                .toList();
        boolean hasStarted = !containers.stream().allMatch(container -> isWaiting(container, "ContainerCreating"));
        var initial = pod.getSpec().getInitContainers().stream()
                .map(container -> containerStatus(
                        container,
                        hasStarted ? terminated(0, "Completed") : waiting("PodInitializing", ""),
                        hasStarted))
                .toList();
        return new PodStatusBuilder()
                .withPhase(phase)
                .withConditions(
                        condition("Initialized", true, "", "", now),
                        condition("Ready", isReady, notReady, unready, now),
                        condition("ContainersReady", isReady, notReady, unready, now),
                        condition("PodScheduled", true, "", "", now))
                .withInitContainerStatuses(initial)
                .withContainerStatuses(containers)
                .withHostIP(NODE_ADDRESS)
                .withPodIP(hasStarted ? address : null)
                .withPodIPs(hasStarted ? List.of(new PodIP(address)) : List.of())
                .withStartTime(old.map(PodStatus::getStartTime).orElseGet(() -> text(now)))
                .withQosClass(old.map(PodStatus::getQosClass).orElse(null))
                .build();
    }

    private ContainerStatus containerStatus(Container container, ContainerState state, boolean isReady) {
        int restarts = Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getContainerStatuses().stream())
                .filter(status -> container.getName().equals(status.getName()))
                .mapToInt(ContainerStatus::getRestartCount)
                .findFirst()
                .orElse(0);
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID(isReady ? "testkit://" + container.getImage() : "")
                .withReady(isReady)
                .withStarted(state.getRunning() != null)
                .withRestartCount(restarts)
                .withState(state)
                .build();
    }

    private ContainerState terminated(int exitCode, String reason) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withStartedAt(text(now))
                .withFinishedAt(text(now))
                .endTerminated()
                .build();
    }

    private static ContainerState waiting(String reason, String message) {
        return new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message.isEmpty() ? null : message)
                .endWaiting()
                .build();
    }

    private static boolean isWaiting(ContainerStatus container, String reason) {
        return container.getState().getWaiting() != null
                && reason.equals(container.getState().getWaiting().getReason());
    }

    private static PodCondition condition(String type, boolean isTrue, String reason, String message, Instant since) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(isTrue ? "True" : "False")
                .withReason(reason.isEmpty() ? null : reason)
                .withMessage(message.isEmpty() ? null : message)
                .withLastTransitionTime(text(since))
                .build();
    }

    private static String essence(ContainerState state) {
        if (state == null) {
            return "nothing";
        } else if (state.getWaiting() != null) {
            return "waiting " + state.getWaiting().getReason();
        } else if (state.getTerminated() != null) {
            return "terminated " + state.getTerminated().getReason() + " "
                    + state.getTerminated().getExitCode();
        }
        return state.getRunning() == null ? "nothing" : "running";
    }

    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
