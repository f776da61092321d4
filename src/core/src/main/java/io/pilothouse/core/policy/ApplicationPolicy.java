package io.pilothouse.core.policy;

import java.util.List;

/// Everything that the repository says about an application beside its objects.
///
/// @param sync when and how it is synced
/// @param ignore drift that is left alone, the application's own rules before the fleet's
/// @param health what health means for objects that no built-in rule judges well, in the same order
/// @param serviceAccount as whom its objects are applied: a ServiceAccount of their namespace; empty for the agent's
///     default
public record ApplicationPolicy(
        SyncPolicy sync, List<IgnoreRule> ignore, List<HealthRule> health, String serviceAccount) {
    public static final ApplicationPolicy DEFAULT = of(SyncPolicy.DEFAULT);

    public ApplicationPolicy {
        ignore = List.copyOf(ignore);
        health = List.copyOf(health);
    }

    /// @return a policy that says nothing but how to sync
    public static ApplicationPolicy of(SyncPolicy sync) {
        return new ApplicationPolicy(sync, List.of(), List.of(), "");
    }

    /// @return the same policy with another way of syncing
    public ApplicationPolicy with(SyncPolicy changed) {
        return new ApplicationPolicy(changed, ignore, health, serviceAccount);
    }
}
