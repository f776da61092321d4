package io.pilothouse.agent.reconcile.tombstone;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.ApplyOrder;
import io.pilothouse.core.tombstone.Graveyard;
import io.pilothouse.core.tombstone.Tombstone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes again what a prune deleted. It comes back as it was, but as the cluster's own and not as ours, see
/// [io.pilothouse.core.tombstone.Remains]; and by the account that deleted it, so that nobody gets by an undo what they
/// could not make themselves. Belongs to the reconciler's thread.
public final class Undo {
    private final Cluster cluster;
    private final Tombstones tombstones;
    private final Function<ResourceKey, Optional<ApplicationKey>> declaredBy;

    /// @param declaredBy which application of the newest commit declares an object
    public Undo(Cluster cluster, Tombstones tombstones, Function<ResourceKey, Optional<ApplicationKey>> declaredBy) {
        this.cluster = cluster;
        this.tombstones = tombstones;
        this.declaredBy = declaredBy;
    }

    /// What came of it.
    ///
    /// @param risen objects that live again
    /// @param refusals sentences about those that do not
    public record Undone(List<ResourceKey> risen, List<String> refusals) {}

    /// @param name one object as `group/Kind/namespace/name`; all of the last prune where empty
    public Undone undo(ApplicationKey application, String name, Instant now) throws InventoryStore.UnusableException {
        Graveyard graveyard = tombstones.of(application, now);
        List<Tombstone> wanted = name.isEmpty() ? graveyard.newest() : graveyard.named(name);
        if (wanted.isEmpty()) {
            return new Undone(
                    List.of(),
                    List.of("Nothing " + (name.isEmpty() ? "" : "of that name ") + "that was deleted from "
                            + application.path() + " within the last "
                            + Graveyard.KEPT.toDays() + " days is kept: take it from the commit that had it."));
        }
        List<Tombstone> risen = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (Tombstone one : wanted.stream()
                .sorted(Comparator.comparing(Tombstone::key, ApplyOrder.BY_KIND))
                .toList()) {
            Optional<String> refusal = raise(application, one);
            refusal.ifPresentOrElse(refusals::add, () -> risen.add(one));
        }
        if (!risen.isEmpty()) {
            tombstones.remove(application, risen);
        }
        return new Undone(risen.stream().map(Tombstone::key).toList(), refusals);
    }

    /// @return why not; empty if it lives again
    private Optional<String> raise(ApplicationKey application, Tombstone one) throws InventoryStore.UnusableException {
        Optional<ApplicationKey> declarer = declaredBy.apply(one.key());
        if (declarer.isPresent()) {
            return Optional.of(one.key() + " is declared by " + declarer.get().path()
                    + " at the newest commit, so that Git says what it is; sync that application instead.");
        }
        switch (cluster.look(one.key(), one.apiVersion())) {
            case Cluster.Look.Missing _ -> {}
            case Cluster.Look.Found _ -> {
                return Optional.of(
                        one.key() + " is there, again or still: delete it first if the old one is to come" + " back.");
            }
            case Cluster.Look.Failed failed -> {
                return Optional.of(failed.failure().message());
            }
        }
        Optional<Tombstone> opened = tombstones.open(one);
        if (opened.isEmpty()) {
            return Optional.of("What " + one.key() + " held cannot be decrypted: the key that it was kept with is gone"
                    + " from the agent's namespace.");
        }
        Manifest manifest =
                new Manifest(one.key(), one.apiVersion(), opened.get().content(), new Origin("", 0, 0));
        return switch (cluster.as(application, one.serviceAccount()).apply(manifest, ApplyMode.IF_NOT_PRESENT, false)) {
            case StepOutcome.Applied _ -> Optional.empty();
            case StepOutcome.Failure failure -> Optional.of(failure.message());
            case StepOutcome.Deleted _ -> throw new IllegalStateException("an apply does not delete");
        };
    }
}
