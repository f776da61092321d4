package io.pilothouse.repository.tool.compare;

import io.pilothouse.core.slice.InputError;
import java.util.List;

/// What becomes of a cluster.
///
/// @param cluster its name
/// @param applications those that are affected
/// @param errors why the cluster cannot be read afterwards, so that its agent would stay with what it has
public record ClusterChange(String cluster, List<ApplicationChange> applications, List<InputError> errors) {
    public ClusterChange {
        applications = List.copyOf(applications);
        errors = List.copyOf(errors);
    }

    /// @return true if anything would be different in the cluster
    public boolean isReal() {
        return !errors.isEmpty()
                || applications.stream().anyMatch(change -> change.kind() != ApplicationChange.Kind.SAME);
    }
}
