package io.pilothouse.core.checklist;

import java.util.Optional;
import java.util.stream.Stream;

/// What can be checked of an application's manifests.
public enum Check {
    /// Containers that serve say when they may be served to.
    READINESS_PROBE("readiness-probe"),
    /// Containers that serve say when they hang.
    LIVENESS_PROBE("liveness-probe"),
    /// Containers say what they need.
    RESOURCE_REQUESTS("resource-requests"),
    /// Containers say how much memory they may take.
    MEMORY_LIMIT("memory-limit"),
    /// Images are named by digest, or by a tag other than `latest`.
    PINNED_IMAGE("pinned-image"),
    /// Containers do not run as root.
    NON_ROOT("non-root"),
    /// No container has the node's own rights.
    UNPRIVILEGED("unprivileged"),
    /// Workloads of several pods say how many may be away at once.
    DISRUPTION_BUDGET("disruption-budget");

    private final String word;

    Check(String word) {
        this.word = word;
    }

    /// @return as it is written in a checklist
    public String word() {
        return word;
    }

    /// @return the check of that name
    public static Optional<Check> of(String word) {
        return Stream.of(values()).filter(check -> check.word.equals(word)).findFirst();
    }
}
