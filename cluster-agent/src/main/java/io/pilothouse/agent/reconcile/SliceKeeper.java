package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.Source;
import io.pilothouse.agent.reconcile.object.Assignment;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.depend.ApplicationOrder;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Evidence;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import java.time.Instant;
import java.util.ArrayList;
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
    private final Map<ApplicationKey, Known> known = new TreeMap<>();
    private final Map<ApplicationKey, ApplicationOwner> owners;
    private Optional<Lineage> lineage = Optional.empty();
    private Map<ApplicationKey, String> disorder = Map.of();

    /// What is known of an application of the newest slice.
    ///
    /// @param entry the entry it was rendered from
    /// @param objects what it declared when it was last rendered in full
    /// @param disputed those that another application declares as well
    /// @param isRefused it could not be rendered last
    /// @param dependsOn applications it waits for
    private record Known(
            SliceEntry entry, Set<ResourceKey> objects, Map<ResourceKey, ApplicationKey> disputed, boolean isRefused, List<ApplicationKey> dependsOn) {}

    SliceKeeper(Source source, Surroundings surroundings, Map<ApplicationKey, ApplicationOwner> owners) {
        this.source = source;
        this.surroundings = surroundings;
        this.context = surroundings.context();
        this.owners = owners;
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
        Map<ApplicationKey, Rendering> renderings = new TreeMap<>();
        for (SliceEntry entry : slice.applications().values()) {
            if (commanded.contains(entry.key()) || isChanged(entry) || isHolding(entry.key())) {
                renderings.put(entry.key(), source.render(slice, entry));
            }
        }
        known.keySet().retainAll(slice.applications().keySet());
        for (SliceEntry entry : slice.applications().values()) {
            Optional.ofNullable(renderings.get(entry.key())).ifPresent(rendering -> remember(entry, rendering));
        }

        Map<ResourceKey, ApplicationKey> declared = new HashMap<>();
        known.forEach((key, one) -> one.objects().forEach(object -> declared.putIfAbsent(object, key)));
        addThoseWhoseDisputesChanged(declared, slice, renderings);
        addThoseWhoseOrderChanged(slice, renderings);
        surroundings.router().declare(Map.copyOf(declared));

        Set<ApplicationKey> removed = new TreeSet<>(owners.keySet());
        removed.removeAll(slice.applications().keySet());
        Evidence evidence =
                new Evidence(objection(slice), here::isAncestor, object -> Optional.ofNullable(declared.get(object)));
        Map<ApplicationKey, Assignment> assignments = new LinkedHashMap<>();
        renderings.forEach((key, rendering) -> assignments.put(key, assignment(rendering, seenAt, evidence)));
        removed.forEach(key -> assignments.put(key, new Assignment.Removed(slice.revision(), seenAt, evidence)));

        refuseCircles(assignments, slice, seenAt);
        Map<ApplicationKey, Revision> assigned = new HashMap<>();
        assignments.forEach((key, assignment) -> assigned.put(key, assignment.revision()));
        context.dependencies().await(assigned, slice.applications().keySet());
        context.gate().await(infra(renderings), slice.applications().keySet());
        assignments.keySet().forEach(factory::ownerOf);
        watch(assignments.values());
        assignments.forEach((key, assignment) -> assign(factory, key, assignment, commanded.contains(key)));
        Set<ApplicationKey> all = new TreeSet<>(slice.applications().keySet());
        all.addAll(removed);
        return new Handed(all, renderings.size());
    }

    /// What an application depends on may come and go with a commit that does not touch it.
    private void addThoseWhoseOrderChanged(Slice slice, Map<ApplicationKey, Rendering> renderings) {
        Map<ApplicationKey, List<ApplicationKey>> dependsOn = new TreeMap<>();
        known.forEach((key, one) -> dependsOn.put(key, one.dependsOn()));
        Map<ApplicationKey, String> problems = ApplicationOrder.problems(dependsOn);
        for (Map.Entry<ApplicationKey, Known> entry : known.entrySet()) {
            boolean isOther = !Optional.ofNullable(problems.get(entry.getKey()))
                    .equals(Optional.ofNullable(disorder.get(entry.getKey())));
            if (isOther) {
                renderings.computeIfAbsent(
                        entry.getKey(), _ -> source.render(slice, entry.getValue().entry()));
            }
        }
        disorder = problems;
    }

    private void refuseCircles(Map<ApplicationKey, Assignment> assignments, Slice slice, Instant seenAt) {
        assignments.replaceAll((key, assignment) -> {
            String problem = disorder.get(key);
            SliceEntry entry = slice.applications().get(key);
            if (problem == null || entry == null || assignment instanceof Assignment.Refused) {
                return assignment;
            }
            Origin origin = new Origin(entry.folder() + "/application.yaml", 1, 1);
            return new Assignment.Refused(
                    slice.revision(), seenAt, List.of(new InputError(Codes.ORDER, origin, problem)));
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

    /// Watches every kind that inventories know, so that what may have to be deleted is seen.
    void watch(Inventory inventory) {
        inventory.entries().values().stream().map(KindName::of).distinct().forEach(context.cluster()::watch);
    }

    private void watch(Collection<Assignment> assignments) {
        Set<KindName> kinds = new HashSet<>();
        for (Assignment assignment : assignments) {
            if (assignment instanceof Assignment.Declared declared) {
                declared.desired().forEach(wanted -> kinds.add(KindName.of(wanted.manifest())));
            }
        }
        kinds.forEach(context.cluster()::watch);
    }

    private boolean isChanged(SliceEntry entry) {
        Digest before =
                known.containsKey(entry.key()) ? known.get(entry.key()).entry().fingerprint() : new Digest("");
        return !before.equals(entry.fingerprint());
    }

    /// What spoke against deleting may no longer do so.
    private boolean isHolding(ApplicationKey application) {
        ApplicationOwner owner = owners.get(application);
        return owner != null && owner.isHolding();
    }

    private void remember(SliceEntry entry, Rendering rendering) {
        Known before = known.get(entry.key());
        switch (rendering) {
            case Rendering.Rendered rendered -> {
                Set<ResourceKey> objects = new TreeSet<>();
                rendered.manifests().forEach(manifest -> objects.add(manifest.key()));
                known.put(entry.key(), new Known(entry, objects, Map.of(), false, rendered.policy().sync().dependsOn()));
            }
            // what it declared before stays in force, and so does its claim to it
            case Rendering.Refused _ ->
                known.put(
                        entry.key(),
                        new Known(
                                entry,
                                before == null ? Set.of() : before.objects(),
                                Map.of(),
                                true,
                                before == null ? List.of() : before.dependsOn()));
        }
    }

    /// An application that did not change may gain or lose an object by what another one declares.
    private void addThoseWhoseDisputesChanged(
            Map<ResourceKey, ApplicationKey> declared, Slice slice, Map<ApplicationKey, Rendering> renderings) {
        for (Map.Entry<ApplicationKey, Known> entry : known.entrySet()) {
            Map<ResourceKey, ApplicationKey> disputed = new HashMap<>();
            for (ResourceKey object : entry.getValue().objects()) {
                ApplicationKey first = declared.get(object);
                if (first != null && !first.equals(entry.getKey())) {
                    disputed.put(object, first);
                }
            }
            Known one = entry.getValue();
            if (!disputed.equals(one.disputed())) {
                renderings.computeIfAbsent(entry.getKey(), _ -> source.render(slice, one.entry()));
            }
            entry.setValue(new Known(one.entry(), one.objects(), disputed, one.isRefused(), one.dependsOn()));
        }
    }

    private Assignment assignment(Rendering rendering, Instant seenAt, Evidence evidence) {
        return switch (rendering) {
            case Rendering.Refused refused -> new Assignment.Refused(refused.revision(), seenAt, refused.errors());
            case Rendering.Rendered rendered -> {
                Map<ResourceKey, ApplicationKey> disputed = Optional.ofNullable(known.get(rendered.key()))
                        .map(Known::disputed)
                        .orElse(Map.of());
                List<Desired> desired = new ArrayList<>();
                for (Manifest manifest : rendered.manifests()) {
                    if (!disputed.containsKey(manifest.key())) {
                        desired.add(Desired.of(manifest, rendered.key()));
                    }
                }
                yield new Assignment.Declared(
                        rendered.revision(), seenAt, rendered.policy(), desired, disputed, evidence);
            }
        };
    }

    /// @return why nothing may be deleted by this commit; empty if nothing speaks against it
    private String objection(Slice slice) {
        if (slice.applications().isEmpty()) {
            return "commit " + slice.revision().abbreviated()
                    + " has no application at all for this cluster, which looks"
                    + " like a mistake; declare at least one, or delete by hand";
        }
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().isRefused())
                .findFirst()
                .map(entry -> entry.getKey().path() + " cannot be read at commit "
                        + slice.revision().abbreviated() + " and may declare it; correct that first")
                .orElse("");
    }

    private static Map<ApplicationKey, Revision> infra(Map<ApplicationKey, Rendering> renderings) {
        Map<ApplicationKey, Revision> infra = new HashMap<>();
        renderings.forEach((key, rendering) -> {
            if (key.layer() == Layer.INFRA) {
                infra.put(key, rendering.revision());
            }
        });
        return infra;
    }
}
