package io.pilothouse.core.status;

import java.time.Instant;
import java.util.Optional;

/// One field that is not as Git says.
///
/// @param path JSON pointer with list keys, such as `/spec/template/spec/containers[name=web]/image`; empty for the
///     whole object
/// @param kind in which way it differs
/// @param desired the value in Git as JSON text, a fingerprint for a secret; empty where Git has none
/// @param live the value in the cluster, likewise
/// @param manager field manager that wrote the live value, such as `kubectl-edit`; empty if unknown
/// @param operation how it was written, `Apply` or `Update`; empty if unknown
/// @param managedAt when that manager last wrote, by the API server's clock
/// @param firstSeenAt in the history: since when the agent sees this field differ again and again, by its own clock
/// @param corrections in the history: how often the agent has put it right since then
public record FieldDrift(
        String path,
        DriftKind kind,
        String desired,
        String live,
        String manager,
        String operation,
        Optional<Instant> managedAt,
        Optional<Instant> firstSeenAt,
        int corrections) {

    /// A difference as it is now, without its history.
    public FieldDrift(
            String path,
            DriftKind kind,
            String desired,
            String live,
            String manager,
            String operation,
            Optional<Instant> managedAt) {
        this(path, kind, desired, live, manager, operation, managedAt, Optional.empty(), 0);
    }

    /// @return the same difference with its history
    public FieldDrift since(Instant firstSeen, int times) {
        return new FieldDrift(path, kind, desired, live, manager, operation, managedAt, Optional.of(firstSeen), times);
    }
}
