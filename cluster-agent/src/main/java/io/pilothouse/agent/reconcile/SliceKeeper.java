package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.Source;
import io.pilothouse.agent.reconcile.object.Assignment;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Claims;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Evidence;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Turns a commit into assignments: renders what changed, settles who declares which object, and hands each
/// application to its owner. All is rendered before anything is handed over, because an object that is missing in one
/// application may
/// be in another. Belongs to the reconciler's thread.
final class SliceKeeper {
    private final Source source;
    private final Surroundings surroundings;
    private final Context context;
    private final Set<KindName> inventoried = new HashSet<>();
    private final Map<ApplicationKey, SliceEntry> rendered = new TreeMap<>();
    private final Map<ApplicationKey, Map<ResourceKey, ApplicationKey>> disputes = new TreeMap<>();
    private final DependencyOrder order = new DependencyOrder();
    private final Map<ApplicationKey, ApplicationOwner> owners;
    private Optional<Lineage> lineage = Optional.empty();
    private Claims claims = Claims.NONE;
    private volatile Evidence newest = new Evidence("no commit was read yet", _ -> false, _ -> Optional.empty());

    SliceKeeper(Source source, Surroundings surroundings, Map<ApplicationKey, ApplicationOwner> owners) {
        this.source = source;
        this.surroundings = surroundings;
        this.context = surroundings.context();
        this.owners = owners;
    }

    /// Forgets what was handed over: the next slice is handed over as a whole.
    void forget() {
        rendered.clear();
        disputes.clear();
        claims = Claims.NONE;
        order.forget();
    }

    /// What was handed over.
    ///
    /// @param applications those of the slice, and those that left it and are not gone yet
    /// @param assigned how many were assigned anew
    record Handed(Set<ApplicationKey> applications, int assigned) {}

    /// @param commanded applications to render and run whether or not they changed
    Handed hand(Slice slice, Instant seenAt, Set<ApplicationKey> commanded, OwnerFactory factory) {
        Lineage here =
                lineage.map(l -> l.advance(slice.revision())).orElseGet(() -> Lineage.of(source, slice.revision()));
        lineage = Optional.of(here);
        Map<ApplicationKey, Reading> readings = new TreeMap<>();
        for (SliceEntry entry : slice.applications().values()) {
            if (commanded.contains(entry.key()) || isChanged(entry) || isHolding(entry.key())) {
                readings.put(entry.key(), Reading.of(source.render(slice, entry), context.fingerprints()));
            }
        }
        rendered.keySet().retainAll(slice.applications().keySet());
        disputes.keySet().retainAll(slice.applications().keySet());
        readings.keySet().forEach(key -> rendered.put(key, slice.applications().get(key)));
        claims = claims.at(slice.applications().keySet(), declared(readings));
        addThoseWhoseDisputesChanged(slice, readings);
        addThoseWhoseOrderChanged(slice, readings);
        Map<ResourceKey, ApplicationKey> declared = claims.owners();
        surroundings.router().declare(declared);

        Set<ApplicationKey> removed = new TreeSet<>(owners.keySet());
        removed.removeAll(slice.applications().keySet());
        // what is deleted by an older commit must be in order with the newest, too: it may declare it again elsewhere
        newest = new Evidence(
                claims.objection(slice.revision()),
                here::isAncestor,
                object -> Optional.ofNullable(declared.get(object)));
        Map<ApplicationKey, Assignment> assignments = new LinkedHashMap<>();
        readings.forEach((key, reading) -> assignments.put(key, assignment(reading, seenAt)));
        removed.forEach(key -> assignments.put(key, new Assignment.Removed(slice.revision(), seenAt, this::evidence)));

        refuseCircles(assignments, slice, seenAt);
        Map<ApplicationKey, Revision> assigned = new HashMap<>();
        assignments.forEach((key, assignment) -> assigned.put(key, assignment.revision()));
        context.dependencies().await(assigned, slice.applications().keySet());
        context.gate().await(infra(readings), slice.applications().keySet());
        assignments.keySet().forEach(factory::ownerOf);
        assignments.forEach((key, assignment) -> assign(factory, key, assignment, commanded.contains(key)));
        watch(assignments.values());
        Set<ApplicationKey> all = new TreeSet<>(slice.applications().keySet());
        all.addAll(removed);
        return new Handed(all, readings.size());
    }

    /// What an application depends on may come and go with a commit that does not touch it.
    private void addThoseWhoseOrderChanged(Slice slice, Map<ApplicationKey, Reading> readings) {
        Set<ApplicationKey> changed = order.advance(slice.applications().keySet(), readings.values());
        for (SliceEntry entry : slice.applications().values()) {
            if (changed.contains(entry.key())) {
                readings.computeIfAbsent(
                        entry.key(), _ -> Reading.of(source.render(slice, entry), context.fingerprints()));
            }
        }
    }

    private void refuseCircles(Map<ApplicationKey, Assignment> assignments, Slice slice, Instant seenAt) {
        assignments.replaceAll((key, assignment) -> {
            Optional<String> problem = order.problem(key);
            SliceEntry entry = slice.applications().get(key);
            if (problem.isEmpty() || entry == null || assignment instanceof Assignment.Refused) {
                return assignment;
            }
            Origin origin = new Origin(entry.folder() + "/application.yaml", 1, 1);
            return new Assignment.Refused(
                    slice.revision(), seenAt, List.of(new InputError(Codes.ORDER, origin, problem.get())));
        });
    }

    private static void assign(OwnerFactory factory, ApplicationKey key, Assignment assignment, boolean isCommanded) {
        boolean isTaken = false;
        while (!isTaken) {
            // an owner whose last object has just gone takes nothing more, and another takes its place
            isTaken = factory.ownerOf(key).mailbox().assign(assignment, isCommanded);
        }
    }

    /// Gives the owner of an application, a new one if it has none.
    interface OwnerFactory {
        ApplicationOwner ownerOf(ApplicationKey application);
    }

    /// Kinds that an inventory knows are watched too, so that what may have to be deleted is seen.
    void note(Inventory inventory) {
        inventory.entries().values().forEach(entry -> inventoried.add(KindName.of(entry)));
    }

    /// Comes after the assignments: of a live object nothing is kept but how it compares with what is declared, so
    /// an owner that saw it before it knew what is declared would have to apply it again to find out.
    private void watch(Collection<Assignment> assignments) {
        Set<KindName> kinds = new HashSet<>(inventoried);
        for (Assignment assignment : assignments) {
            if (assignment instanceof Assignment.Declared declared) {
                declared.desired().forEach(wanted -> kinds.add(KindName.of(wanted)));
            }
        }
        kinds.forEach(context.cluster()::watch);
    }

    private Evidence evidence() {
        return newest;
    }

    private boolean isChanged(SliceEntry entry) {
        return Optional.ofNullable(rendered.get(entry.key()))
                .filter(before -> before.fingerprint().equals(entry.fingerprint()))
                .isEmpty();
    }

    /// What spoke against deleting may no longer do so.
    private boolean isHolding(ApplicationKey application) {
        ApplicationOwner owner = owners.get(application);
        return owner != null && owner.isHolding();
    }

    private static Map<ApplicationKey, Optional<Set<ResourceKey>>> declared(Map<ApplicationKey, Reading> readings) {
        Map<ApplicationKey, Optional<Set<ResourceKey>>> declared = new TreeMap<>();
        readings.forEach((key, reading) -> declared.put(
                key,
                switch (reading) {
                    case Reading.Whole whole -> {
                        Set<ResourceKey> objects = new HashSet<>();
                        whole.objects().forEach(one -> objects.add(one.key()));
                        yield Optional.of(objects);
                    }
                    case Reading.Refused _ -> Optional.empty();
                }));
        return declared;
    }

    /// An application that did not change may gain or lose an object by what another one declares.
    private void addThoseWhoseDisputesChanged(Slice slice, Map<ApplicationKey, Reading> readings) {
        for (SliceEntry entry : rendered.values()) {
            Map<ResourceKey, ApplicationKey> disputed = claims.disputed(entry.key());
            if (!disputed.equals(disputes.getOrDefault(entry.key(), Map.of()))) {
                readings.computeIfAbsent(
                        entry.key(), _ -> Reading.of(source.render(slice, entry), context.fingerprints()));
            }
            disputes.put(entry.key(), disputed);
        }
    }

    private Assignment assignment(Reading reading, Instant seenAt) {
        return switch (reading) {
            case Reading.Refused refused -> new Assignment.Refused(refused.revision(), seenAt, refused.errors());
            case Reading.Whole whole -> {
                Map<ResourceKey, ApplicationKey> disputed = disputes.getOrDefault(whole.key(), Map.of());
                List<Desired> desired = whole.objects().stream()
                        .filter(one -> !disputed.containsKey(one.key()))
                        .toList();
                yield new Assignment.Declared(
                        whole.revision(), seenAt, whole.policy(), desired, disputed, this::evidence);
            }
        };
    }

    private static Map<ApplicationKey, Revision> infra(Map<ApplicationKey, Reading> readings) {
        Map<ApplicationKey, Revision> infra = new HashMap<>();
        readings.forEach((key, reading) -> {
            if (key.layer() == Layer.INFRA) {
                infra.put(key, reading.revision());
            }
        });
        return infra;
    }
}
