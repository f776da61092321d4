package io.pilothouse.testkit.node;

import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Decides what happens to a pod next: `unbound → creating → what its fate says → (deleted) removed`.
///
/// Only the pod itself, the time since the pod was first seen bound, and the nodes matter, so the same pod in the same
/// state always gets the same step, and a step that was lost is simply decided again.
record PodLifecycle(Map<String, Map<String, String>> labelsByNode, Duration readyAfter) {
    private static final Set<String> FINAL_PHASES = Set.of("Succeeded", "Failed");

    PodStep next(Pod pod, String address, Instant boundAt, Instant now) {
        String phase =
                Optional.ofNullable(pod.getStatus()).map(PodStatus::getPhase).orElse("");
        String node = Objects.requireNonNullElse(pod.getSpec().getNodeName(), "");
        if (!node.isEmpty() && !labelsByNode.containsKey(node)) {
            return new PodStep.Rest();
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return node.isEmpty() ? new PodStep.Rest() : new PodStep.Remove();
        }
        if (FINAL_PHASES.contains(phase)) {
            return new PodStep.Rest();
        }
        return node.isEmpty() ? schedule(pod, now) : progress(pod, address, boundAt, now);
    }

    private PodStep schedule(Pod pod, Instant now) {
        var fate = PodFate.of(pod);
        if (fate.isEmpty()) {
            return report(
                    pod,
                    PodStatuses.unschedulable(
                            pod, "annotation " + PodFate.ANNOTATION + " must be one of " + PodFate.words(), now));
        }
        var candidates = fate.get() == PodFate.PENDING ? List.<String>of() : nodesFor(pod.getSpec());
        if (candidates.isEmpty()) {
            String reason = "0/%d nodes are available: %d %s."
                    .formatted(
                            labelsByNode.size(),
                            labelsByNode.size(),
                            fate.get() == PodFate.PENDING ? "Insufficient cpu" : "node(s) didn't match node selector");
            return report(pod, PodStatuses.unschedulable(pod, reason, now));
        }
        int choice = Math.floorMod(pod.getMetadata().getUid().hashCode(), candidates.size());
        return new PodStep.Bind(candidates.get(choice));
    }

    /// The nodes that node selector and the DaemonSet controller's node affinity allow.
    private List<String> nodesFor(PodSpec spec) {
        var selector = Objects.requireNonNullElse(spec.getNodeSelector(), Map.<String, String>of());
        var named = namedNodes(spec);
        return labelsByNode.entrySet().stream()
                .filter(node -> node.getValue().entrySet().containsAll(selector.entrySet()))
                .map(Map.Entry::getKey)
                .filter(node -> named.isEmpty() || named.contains(node))
                .sorted()
                .toList();
    }

    private static List<String> namedNodes(PodSpec spec) {
        return Optional.ofNullable(spec.getAffinity())
                .flatMap(affinity -> Optional.ofNullable(affinity.getNodeAffinity()))
                .flatMap(affinity -> Optional.ofNullable(affinity.getRequiredDuringSchedulingIgnoredDuringExecution()))
                .map(required -> required.getNodeSelectorTerms().stream()
                        .map(NodeSelectorTerm::getMatchFields)
                        .flatMap(List::stream)
                        .filter(field -> "metadata.name".equals(field.getKey()))
                        .flatMap(field -> field.getValues().stream())
                        .toList())
                .orElse(List.of());
    }

    private PodStep progress(Pod pod, String address, Instant boundAt, Instant now) {
        var statuses = new PodStatuses(pod, address, now);
        Duration age = Duration.between(boundAt, now);
        if (age.compareTo(readyAfter) < 0) {
            return report(pod, statuses.creating(), readyAfter.minus(age));
        }
        boolean isRestarted = "Always".equals(pod.getSpec().getRestartPolicy());
        return switch (PodFate.of(pod).orElse(PodFate.RUNNING)) {
            case RUNNING -> isOfJob(pod) ? runThenSucceed(pod, statuses, age) : report(pod, statuses.running(true));
            case NOT_READY -> report(pod, statuses.running(false));
            case IMAGE_PULL_BACK_OFF -> report(pod, statuses.imagePullBackOff());
            case CRASH_LOOP_BACK_OFF ->
                report(pod, isRestarted ? statuses.restarting(1, "Error") : statuses.failed(1, "Error"));
            case OOM_KILLED ->
                report(pod, isRestarted ? statuses.restarting(137, "OOMKilled") : statuses.failed(137, "OOMKilled"));
            // already running somewhere: a scheduler does not take it back
            case PENDING -> report(pod, statuses.creating());
            case SUCCEEDED -> report(pod, statuses.succeeded());
            case FAILED -> report(pod, statuses.failed(1, "Error"));
        };
    }

    private PodStep runThenSucceed(Pod pod, PodStatuses statuses, Duration age) {
        Duration left = readyAfter.multipliedBy(2).minus(age);
        return left.isPositive() ? report(pod, statuses.running(true), left) : report(pod, statuses.succeeded());
    }

    private static PodStep report(Pod pod, PodStatus wanted) {
        return isReported(pod, wanted) ? new PodStep.Rest() : new PodStep.Report(wanted, Duration.ZERO);
    }

    private static PodStep report(Pod pod, PodStatus wanted, Duration lookAgain) {
        return isReported(pod, wanted) ? new PodStep.Wait(lookAgain) : new PodStep.Report(wanted, lookAgain);
    }

    private static boolean isReported(Pod pod, PodStatus wanted) {
        return pod.getStatus() != null && PodStatuses.essence(pod.getStatus()).equals(PodStatuses.essence(wanted));
    }

    private static boolean isOfJob(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getKind)
                .anyMatch("Job"::equals);
    }
}
