package io.pilothouse.agent.port;

import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Map;

/// What a cluster tells of an object that does not work, beside the object. Calls block, are safe from any thread, and
/// are bounded in number, time and size. What cannot be had is left out: evidence is asked for when something is wrong,
/// and then much may be.
public interface Witness {
    /// Has seen nothing.
    Witness NONE = new Witness() {
        @Override
        public List<Json.Obj> events(String namespace, String uid) {
            return List.of();
        }

        @Override
        public List<Json.Obj> pods(String namespace, Map<String, String> labels) {
            return List.of();
        }

        @Override
        public List<String> log(String namespace, String pod, String container, boolean isRunBefore) {
            return List.of();
        }
    };

    /// @param namespace of the object; empty for a cluster-scoped one
    /// @return events about the object with this UID, in no order
    List<Json.Obj> events(String namespace, String uid);

    /// @return pods with all of these labels
    List<Json.Obj> pods(String namespace, Map<String, String> labels);

    /// @param isRunBefore of the run before the one under way
    /// @return the last lines a container wrote, oldest first
    List<String> log(String namespace, String pod, String container, boolean isRunBefore);
}
