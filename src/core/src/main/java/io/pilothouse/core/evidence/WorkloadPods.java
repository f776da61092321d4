package io.pilothouse.core.evidence;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which pods belong to a workload, and which of them tells most about what is wrong with it.
public final class WorkloadPods {
    private WorkloadPods() {}

    /// @return the labels by which a workload's pods are found; empty for what has no pods, or finds them otherwise
    public static Map<String, String> labels(ResourceKey key, Json.Obj live) {
        boolean isOld = key.kind().equals("ReplicationController");
        boolean hasPods = switch (key.group() + "/" + key.kind()) {
            case "apps/Deployment",
                    "apps/StatefulSet",
                    "apps/DaemonSet",
                    "apps/ReplicaSet",
                    "batch/Job",
                    "/ReplicationController" -> true;
            // others' workloads are made after the example of Kubernetes' own, such as Argo's Rollout
            default -> key.group().contains(".") && !key.group().endsWith(".k8s.io");
        };
        Map<String, String> labels = new LinkedHashMap<>();
        if (hasPods) {
            Json.Obj selector =
                    isOld ? live.object("spec", "selector") : live.object("spec", "selector", "matchLabels");
            selector.fields().forEach((name, value) -> {
                if (value instanceof Json.Text text) {
                    labels.put(name, text.value());
                }
            });
        }
        return labels;
    }

    /// Labels may be shared; an owner is not.
    ///
    /// @param live the workload
    /// @param found pods with its labels
    /// @return those that are its own, or a ReplicaSet's of it
    public static List<Json.Obj> owned(ResourceKey key, Json.Obj live, Collection<Json.Obj> found) {
        String uid = live.text("metadata", "uid").orElse("");
        return found.stream()
                .filter(pod -> pod.items("metadata", "ownerReferences").stream()
                        .anyMatch(item -> item instanceof Json.Obj owner && isOwner(key, uid, owner)))
                .toList();
    }

    private static boolean isOwner(ResourceKey key, String uid, Json.Obj owner) {
        if (owner.text("uid").filter(uid::equals).isPresent()) {
            return true;
        }
        String name = owner.text("name").orElse("");
        int hash = name.lastIndexOf('-');
        boolean hasReplicaSets = key.kind().equals("Deployment")
                || (key.group().equals("argoproj.io") && key.kind().equals("Rollout"));
        return hasReplicaSets
                && owner.text("kind").orElse("").equals("ReplicaSet")
                && hash > 0
                && name.substring(0, hash).equals(key.name());
    }

    /// @return the pod that is worst off: one with a failing container, else one that is not ready, the newest of
    ///     them, because an old one may be of a template that is on its way out; empty if all are well
    public static Optional<Json.Obj> worst(Collection<Json.Obj> pods) {
        return pods.stream()
                .filter(pod -> badness(pod) > 0)
                .max(Comparator.comparingInt(WorkloadPods::badness)
                        .thenComparing(
                                pod -> pod.text("metadata", "creationTimestamp").orElse(""))
                        .thenComparing(pod -> pod.text("metadata", "name").orElse("")));
    }

    private static int badness(Json.Obj pod) {
        Optional<FailingContainer> failing = FailingContainer.in(pod);
        if (failing.isPresent()) {
            return failing.get().hasLog() ? 3 : 2;
        }
        boolean isDone = pod.text("status", "phase").orElse("").equals("Succeeded");
        boolean isReady = pod.items("status", "conditions").stream()
                .anyMatch(item -> item instanceof Json.Obj condition
                        && condition.text("type").orElse("").equals("Ready")
                        && condition.text("status").orElse("").equals("True"));
        return isDone || isReady ? 0 : 1;
    }
}
