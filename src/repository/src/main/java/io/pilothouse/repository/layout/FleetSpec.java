package io.pilothouse.repository.layout;

import io.pilothouse.core.checklist.ChecklistItem;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.slice.ClusterSpec;
import io.pilothouse.core.slice.Variables;
import java.util.List;

/// What `fleet/` says for one cluster.
///
/// @param cluster the cluster
/// @param branch the branch of its environment, empty where the environment names none
/// @param policy how its applications are treated where they say nothing
/// @param checklist what is checked of its applications where they say nothing
/// @param variables of the fleet, its groups and the cluster
/// @param groups those that the cluster is in, by name
public record FleetSpec(
        ClusterSpec cluster,
        String branch,
        ApplicationPolicy policy,
        List<ChecklistItem> checklist,
        Variables variables,
        List<GroupSpec> groups) {
    public FleetSpec {
        checklist = List.copyOf(checklist);
        groups = List.copyOf(groups);
    }

    /// @return the same of another cluster
    FleetSpec of(ClusterSpec other) {
        return new FleetSpec(other, branch, policy, checklist, variables, groups);
    }
}
