package io.pilothouse.agent.reconcile.object;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.plan.Approval;
import io.pilothouse.core.plan.Declaration;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Evidence;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.plan.Planner;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.window.Openings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where an application is to go: the assignment in force, the policy with it, and the commit that brought the last
/// change. Belongs to the application's owner.
public final class Target {
    private static final Origin NOWHERE = new Origin("", 0, 0);

    private final ApplicationKey key;
    private final ObjectTable table;
    private Optional<Assignment> current = Optional.empty();
    private SyncPolicy policy = SyncPolicy.DEFAULT;
    private Declaration declaration = Declaration.of(List.of());
    private Openings openings = Openings.of(List.of());
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

    /// After a restart, no more is known of how it was treated than how it was deleted.
    private boolean isTreatedAsBefore(Assignment.Declared declared) {
        return current.filter(Assignment.Declared.class::isInstance)
                .map(Assignment.Declared.class::cast)
                .map(before -> before.policy().equals(declared.policy()))
                .orElseGet(() ->
                        declared.policy().sync().prune().equals(table.policy().prune()));
    }

    /// After a restart, what was applied already is no change: its commit is the one it was applied with.
    ///
    /// @return true if it differs from what was applied before
    public boolean declare(Assignment.Declared declared) {
        Declaration newest = Declaration.of(declared.desired());
        boolean isAsApplied = table.applied().isKnown()
                && isTreatedAsBefore(declared)
                && newest.keys().containsAll(table.entries().keySet())
                && newest.objects().stream().allMatch(table::isApplied)
                && hasEnded(newest);
        current = Optional.of(declared);
        policy = declared.policy().sync();
        openings = Openings.of(policy.windows());
        declaration = newest;
        desired = isAsApplied ? table.applied() : declared.revision();
        table.govern(table.applied(), policy);
        table.tolerance().govern(declared.policy());
        table.writeAs(declared.policy().serviceAccount(), policy.options());
        table.declare(newest.objects());
        // what is back in Git and leaves it again has to be approved again
        table.approve(table.approvals().stream()
                .filter(approval -> table.desired(approval.key()).isEmpty())
                .collect(Collectors.toSet()));
        return !isAsApplied;
    }

    private boolean hasEnded(Declaration newest) {
        return newest.hooks().isEmpty() || table.hooks().run().equals(newest.run());
    }

    /// The folder left the slice: nothing is wanted any more but the hooks that it left behind for that.
    public void remove(Assignment.Removed removed) {
        current = Optional.of(removed);
        policy = table.policy();
        openings = Openings.of(policy.windows());
        declaration = Declaration.leaving(policy.prune().isDeletingWithFolder() ? farewell() : List.of());
        desired = removed.revision();
        table.govern(table.applied(), policy);
        table.declare(List.of());
    }

    private List<Desired> farewell() {
        return table.hooks().farewell().stream()
                .map(content -> Desired.of(Manifest.of(content, NOWHERE), key))
                .toList();
    }

    /// @return what the commit declares
    public Declaration declaration() {
        return declaration;
    }

    /// @return when a run may begin
    public Openings openings() {
        return openings;
    }

    /// @return what the planner needs, as of now
    public Planner.Input input() {
        boolean isOrphaning = isRemoved() && !policy.prune().isDeletingWithFolder();
        return new Planner.Input(
                key,
                current.orElseThrow().revision(),
                isOrphaning ? policy.with(policy.prune().withoutPruning()) : policy,
                declaration,
                table.observed(),
                table.inventory(),
                evidence().with(table.approvals()));
    }

    private Evidence evidence() {
        return switch (current.orElseThrow()) {
            case Assignment.Declared declared -> declared.evidence().get();
            case Assignment.Removed removed -> removed.evidence().get();
            case Assignment.Refused _ -> throw new IllegalStateException("a refusal is never in force");
        };
    }

    /// A person lets these objects be deleted. Remembered for as long as they stay out of Git.
    public void approve(Set<Approval> allowed) {
        table.approve(allowed);
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
