package io.pilothouse.agent.reconcile.object;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Evidence;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.plan.Planner;
import io.pilothouse.core.policy.SyncPolicy;
import java.util.List;
import java.util.Optional;

/// Where an application is to go: the assignment in force, the policy with it, and the commit that brought the last
/// change. Belongs to the application's owner.
public final class Target {
    private final ApplicationKey key;
    private final ObjectTable table;
    private Optional<Assignment> current = Optional.empty();
    private SyncPolicy policy = SyncPolicy.DEFAULT;
    private Revision desired = Revision.NONE;

    public Target(ApplicationKey key, ObjectTable table) {
        this.key = key;
        this.table = table;
    }

    /// @return false until something was assigned
    public boolean isKnown() {
        return current.isPresent();
    }

    /// @return true if the folder left the slice
    public boolean isRemoved() {
        return current.filter(assignment -> assignment instanceof Assignment.Removed)
                .isPresent();
    }

    /// @return the policy in force
    public SyncPolicy policy() {
        return policy;
    }

    /// @return the newest commit that changed the application
    public Revision desired() {
        return desired;
    }

    /// After a restart, what was applied already is no change: its commit is the one it was applied with.
    ///
    /// @return true if it differs from what was applied before
    public boolean declare(Assignment.Declared declared) {
        boolean isAsApplied = table.applied().isKnown()
                && declared.policy().sync().prune().equals(table.policy().prune())
                && declared.desired().size() == table.entries().size()
                && declared.desired().stream().allMatch(table::isApplied);
        current = Optional.of(declared);
        policy = declared.policy().sync();
        desired = isAsApplied ? table.applied() : declared.revision();
        table.govern(table.applied(), policy);
        table.declare(declared.desired());
        return !isAsApplied;
    }

    /// The folder left the slice: nothing is wanted any more.
    public void remove(Assignment.Removed removed) {
        current = Optional.of(removed);
        policy = table.policy();
        desired = removed.revision();
        table.govern(table.applied(), policy);
        table.declare(List.of());
    }

    /// @return what the planner needs, as of now
    public Planner.Input input() {
        boolean isOrphaning = isRemoved() && !policy.prune().isDeletingWithFolder();
        return new Planner.Input(
                key,
                current.orElseThrow().revision(),
                isOrphaning ? policy.with(policy.prune().withoutPruning()) : policy,
                List.copyOf(table.desired()),
                table.observed(),
                table.inventory(),
                evidence());
    }

    private Evidence evidence() {
        return switch (current.orElseThrow()) {
            case Assignment.Declared declared -> declared.evidence();
            case Assignment.Removed removed -> removed.evidence();
            case Assignment.Refused _ -> throw new IllegalStateException("a refusal is never in force");
        };
    }

    /// Everything was applied. What this commit declares is vouched for by this commit, where the one that brought
    /// it is no ancestor of it.
    public void reached() {
        table.govern(desired, policy);
        if (!desired.equals(current.orElseThrow().revision())) {
            return;
        }
        for (Desired wanted : table.desired()) {
            InventoryEntry entry = table.entries().get(wanted.key());
            if (entry != null
                    && !entry.introduced().equals(desired)
                    && !evidence().isAncestor().test(entry.introduced())) {
                table.vouch(wanted.key(), desired);
            }
        }
    }
}
