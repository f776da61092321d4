package io.pilothouse.core.plan;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.hook.HookRecord;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.SyncPolicy;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What we applied for an application, and what we were about to: written to the cluster before an apply and again
/// after, so that a run that was cut off at any instant can be completed. Only what is here can ever be deleted.
///
/// @param application the owner
/// @param applied the commit that was applied last in full
/// @param policy the policy it was applied under; it is what is left to go by when the folder is gone
/// @param serviceAccount the account its objects are written as; empty for the usual one
/// @param entries by key
/// @param hooks which hooks of the newest run have ended
/// @param approvals objects that a person lets us delete, for as long as they stay out of Git
public record Inventory(
        ApplicationKey application,
        Revision applied,
        SyncPolicy policy,
        String serviceAccount,
        SortedMap<ResourceKey, InventoryEntry> entries,
        HookRecord hooks,
        Set<Approval> approvals) {
    public Inventory {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        approvals = Set.copyOf(approvals);
    }

    /// An inventory of objects that are written as the usual account, without hooks.
    public Inventory(
            ApplicationKey application,
            Revision applied,
            SyncPolicy policy,
            SortedMap<ResourceKey, InventoryEntry> entries) {
        this(application, applied, policy, "", entries, HookRecord.NONE, Set.of());
    }

    public static Inventory empty(ApplicationKey application) {
        return new Inventory(application, Revision.NONE, SyncPolicy.DEFAULT, new TreeMap<>());
    }

    public Optional<InventoryEntry> get(ResourceKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /// @return this inventory of an application that is called otherwise by now
    public Inventory of(ApplicationKey renamed) {
        return new Inventory(renamed, applied, policy, serviceAccount, entries, hooks, approvals);
    }

    /// @return this inventory with other entries
    public Inventory with(Map<ResourceKey, InventoryEntry> changed) {
        return new Inventory(application, applied, policy, serviceAccount, new TreeMap<>(changed), hooks, approvals);
    }

    /// @return this inventory with its objects as they are, at another commit
    public Inventory at(Revision revision, SyncPolicy current) {
        return new Inventory(application, revision, current, serviceAccount, entries, hooks, approvals);
    }

    /// @return this inventory with objects that are written as another account
    public Inventory as(String account) {
        return new Inventory(application, applied, policy, account, entries, hooks, approvals);
    }

    /// @return this inventory with other hooks
    public Inventory with(HookRecord changed) {
        return new Inventory(application, applied, policy, serviceAccount, entries, changed, approvals);
    }

    /// @return this inventory with other approvals
    public Inventory with(Set<Approval> changed) {
        return new Inventory(application, applied, policy, serviceAccount, entries, hooks, changed);
    }
}
