package io.pilothouse.agent.kube;

import io.pilothouse.core.manifest.ResourceKey;
import java.util.Set;

/// What to do about objects whose fields cannot be changed once they are set. What may be deleted and created anew is
/// decided here by what would go with it.
final class Immutable {
    /// Deleting one of these loses data, or everything inside.
    private static final Set<String> PRECIOUS =
            Set.of("Namespace", "PersistentVolume", "PersistentVolumeClaim", "CustomResourceDefinition");

    private Immutable() {}

    /// @return whether it may ever be deleted to be created anew
    static boolean isRecreatable(ResourceKey object) {
        return !PRECIOUS.contains(object.kind());
    }

    /// A StatefulSet is deleted without its pods, which the new one takes over with their volumes.
    static String propagation(ResourceKey object) {
        return object.kind().equals("StatefulSet") ? "Orphan" : "Foreground";
    }

    /// @return the end of a sentence
    static String wayOut(ResourceKey object) {
        return switch (object.kind()) {
            case "Job" ->
                "a Job's template cannot be changed: give it another name for each change, or annotate it with"
                        + " pilothouse.io/apply: force, so that it is deleted and run anew";
            case "StatefulSet" ->
                "of a StatefulSet only replicas, template, updateStrategy and a few more can be changed: annotate it"
                        + " with pilothouse.io/apply: force, so that it is created anew around its running pods";
            case "PersistentVolumeClaim", "PersistentVolume" ->
                "of a claim or volume only the requested size can be changed, and only upwards: declare one with"
                        + " another name and move the data";
            case "Namespace", "CustomResourceDefinition" ->
                "it is never deleted to be created anew, because everything in it would go: declare one with another"
                        + " name";
            case "Service" ->
                "leave clusterIP and the like out of Git, or annotate it with pilothouse.io/apply: force, so that it is"
                        + " created anew with another address";
            default ->
                "give it another name, or annotate it with pilothouse.io/apply: force, so that it is deleted and"
                        + " created anew";
        };
    }
}
