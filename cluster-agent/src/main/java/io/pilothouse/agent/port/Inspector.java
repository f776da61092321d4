package io.pilothouse.agent.port;

import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Map;

/// What people may want to know of a cluster and the reconciler does not need. Calls block, are safe from any thread,
/// are bounded in number, time and size, and change nothing.
public interface Inspector {

    /// @param namespace of the object; empty for a cluster-scoped one
    /// @param uid of the object
    /// @return its newest events
    Seen<Json.Obj> events(String namespace, String uid);

    /// @return the pods that have all these labels, or the first of them if there are many
    Seen<Json.Obj> pods(String namespace, Map<String, String> labels);

    /// @param isPrevious of the run before the newest
    /// @return the last lines a container wrote, oldest first
    Seen<String> log(String namespace, String pod, String container, boolean isPrevious);

    /// What was seen.
    sealed interface Seen<T> {
        /// All there is, up to a bound.
        record All<T>(List<T> items) implements Seen<T> {
            public All {
                items = List.copyOf(items);
            }
        }

        /// Nothing.
        ///
        /// @param message why, one sentence
        record Nothing<T>(String message) implements Seen<T> {}
    }
}
