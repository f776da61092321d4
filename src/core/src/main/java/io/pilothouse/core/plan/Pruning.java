package io.pilothouse.core.plan;

import io.pilothouse.core.annotation.PruneWish;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.PrunePolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides what becomes of objects that are in the inventory and no longer declared. Every guard has to let one pass.
final class Pruning {
    private static final Set<String> PROTECTED =
            Set.of("Namespace", "CustomResourceDefinition", "PersistentVolume", "PersistentVolumeClaim", "StatefulSet");

    /// Webhooks before what serves them, workloads before what they use, namespaces at the end.
    private static final Comparator<InventoryEntry> REVERSE =
            Comparator.comparing(InventoryEntry::key, ApplyOrder.BY_KIND).reversed();

    private static final String APPROVE =
            "approve the plan, or the object alone by annotating it pilothouse.io/prune=approved";

    private Pruning() {}

    static List<Prune> decide(Planner.Input input) {
        Set<ResourceKey> declared = input.declaration().keys();
        List<Prune> prunes = input.inventory().entries().values().stream()
                .filter(entry -> !declared.contains(entry.key()))
                .sorted(REVERSE)
                .map(entry -> decide(entry, input))
                .toList();
        return withinLimits(prunes, input);
    }

    private static Prune decide(InventoryEntry entry, Planner.Input input) {
        Optional<Observed> live = Optional.ofNullable(input.observed().get(entry.key()));
        if (live.isEmpty() || live.get().isTerminating()) {
            return new Prune.Forget(entry);
        }
        Observed object = live.get();
        if (!entry.uid().isEmpty() && !entry.uid().equals(object.uid())) {
            return new Prune.Keep(entry, "somebody replaced it by another object of the same name");
        }
        Optional<ApplicationKey> other = input.evidence()
                .declaredBy()
                .apply(entry.key())
                .filter(application -> !application.equals(input.application()));
        if (!object.owner().equals(Ownership.mark(input.application()))) {
            return new Prune.Keep(
                    entry,
                    other.filter(taker -> object.owner().equals(Ownership.mark(taker)))
                            .map(taker -> "it moved to " + taker.path())
                            .orElse("it no longer carries our label " + Ownership.LABEL));
        }
        if (other.isPresent()) {
            return new Prune.Yield(entry, other.get());
        }
        if (object.wish(input.declaration().isLeaving()) == PruneWish.NEVER) {
            return new Prune.Keep(entry, "its annotations forbid deleting it");
        }
        if (!input.policy().prune().isPruning()) {
            return new Prune.Keep(entry, "the application's policy is not to prune");
        }
        return judged(entry, object, input);
    }

    /// A person's word outweighs that a deletion is unusual, but not that Git cannot be read: what nobody can read
    /// may declare the object.
    private static Prune judged(InventoryEntry entry, Observed object, Planner.Input input) {
        if (!input.evidence().objection().isEmpty()) {
            return new Prune.Hold(entry, input.evidence().objection());
        }
        if (isApproved(entry, input)) {
            return new Prune.Delete(entry, object.uid());
        }
        if (!input.evidence().isAncestor().test(entry.introduced())) {
            return new Prune.Hold(
                    entry,
                    "commit " + input.revision().abbreviated() + " does not descend from "
                            + entry.introduced().abbreviated()
                            + ", which brought it, so that it may be missing by mistake; delete it by hand, or "
                            + APPROVE);
        }
        if (PROTECTED.contains(entry.key().kind())) {
            return new Prune.Hold(
                    entry,
                    "a " + entry.key().kind() + " is never deleted without approval; " + APPROVE
                            + ", or keep it with pilothouse.io/prune=disabled");
        }
        if (object.wish(input.declaration().isLeaving()) == PruneWish.CONFIRM) {
            return new Prune.Hold(entry, "its annotations ask for somebody's word before it is deleted; " + APPROVE);
        }
        return new Prune.Delete(entry, object.uid());
    }

    /// Over the number and over the share at once, because a few deletions of a small application are not a
    /// catastrophe, and neither are a dozen of a thousand.
    private static List<Prune> withinLimits(List<Prune> prunes, Planner.Input input) {
        PrunePolicy policy = input.policy().prune();
        List<Prune> counted = prunes.stream()
                .filter(prune -> prune instanceof Prune.Delete && !isApproved(prune.entry(), input))
                .toList();
        int all = input.inventory().entries().size();
        if (counted.size() <= policy.maxDeletions() || counted.size() <= policy.maxDeletionRatio() * all) {
            return prunes;
        }
        String reason = "deleting " + counted.size() + " of " + all + " objects is over the limit of "
                + policy.maxDeletions() + " objects and " + Math.round(policy.maxDeletionRatio() * 100)
                + " %; raise spec.sync.limits in application.yaml, or " + APPROVE;
        List<Prune> held = new ArrayList<>();
        for (Prune prune : prunes) {
            held.add(counted.contains(prune) ? new Prune.Hold(prune.entry(), reason) : prune);
        }
        return held;
    }

    private static boolean isApproved(InventoryEntry entry, Planner.Input input) {
        return Optional.ofNullable(input.observed().get(entry.key()))
                .filter(object -> object.wish() == PruneWish.APPROVED
                        || input.evidence().approvals().contains(new Approval(entry.key(), object.uid())))
                .isPresent();
    }
}
