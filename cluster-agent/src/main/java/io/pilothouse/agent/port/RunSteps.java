package io.pilothouse.agent.port;

import io.pilothouse.core.manifest.ResourceKey;
import java.util.List;

/// What the newest run of an application has done so far, object by object.
///
/// @param first in the order they were done; of objects that cost no request, nothing is said
/// @param more how many came after those
public record RunSteps(List<RunStep> first, int more) {
    public static final RunSteps NONE = new RunSteps(List.of(), 0);

    public RunSteps {
        first = List.copyOf(first);
    }

    /// One of them.
    ///
    /// @param outcome one word: created, configured, unchanged, made (of a hook), deleted, failed
    /// @param code of a failure; empty if it is none
    public record RunStep(ResourceKey object, String outcome, String code) {}
}
