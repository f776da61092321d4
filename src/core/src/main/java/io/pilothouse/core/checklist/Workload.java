package io.pilothouse.core.checklist;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A manifest that makes pods.
///
/// @param manifest the manifest
/// @param template its pods' template, or the pod itself
record Workload(Manifest manifest, Json.Obj template) {
    private static final Set<String> SERVING = Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet");

    /// @return the workload; empty if the manifest makes no pods
    static Optional<Workload> of(Manifest manifest) {
        Json.Obj content = manifest.content();
        return switch (manifest.key().kind()) {
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "ReplicationController" ->
                Optional.of(new Workload(manifest, content.object("spec", "template")));
            case "CronJob" ->
                Optional.of(new Workload(manifest, content.object("spec", "jobTemplate", "spec", "template")));
            case "Pod" -> Optional.of(new Workload(manifest, content));
            default -> Optional.empty();
        };
    }

    Json.Obj pod() {
        return template.object("spec");
    }

    List<Json.Obj> containers() {
        return pod().items("containers").stream()
                .filter(Json.Obj.class::isInstance)
                .map(Json.Obj.class::cast)
                .toList();
    }

    /// @return true for what answers others as long as it lives
    boolean isServing() {
        return SERVING.contains(manifest.key().kind());
    }

    long replicas() {
        return manifest.key().kind().equals("DaemonSet")
                ? 1
                : manifest.content().integer(1, "spec", "replicas");
    }

    boolean isSelectedBy(Json.Obj matchLabels) {
        Json.Obj labels = template.object("metadata", "labels");
        return !matchLabels.fields().isEmpty()
                && matchLabels.fields().entrySet().stream()
                        .allMatch(label -> labels.get(label.getKey()).equals(Optional.of(label.getValue())));
    }
}
