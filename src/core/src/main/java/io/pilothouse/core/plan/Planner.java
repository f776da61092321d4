package io.pilothouse.core.plan;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.SyncPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Turns desired and observed state into a plan.
///
/// An object whose live state was compared with exactly the declared manifest, and found equal, is left alone;
/// everything else is applied. Prunes last, so a renamed object exists twice for a moment rather than not at all.
public final class Planner {
    private Planner() {}

    /// What a plan is made from.
    ///
    /// @param application the owner
    /// @param revision the commit
    /// @param policy how to sync it
    /// @param desired everything it declares, stamped; complete
    /// @param observed live objects, as far as they are known
    /// @param inventory what we applied before
    /// @param evidence what speaks for and against deleting
    public record Input(
            ApplicationKey application,
            Revision revision,
            SyncPolicy policy,
            List<Desired> desired,
            Map<ResourceKey, Observed> observed,
            Inventory inventory,
            Evidence evidence) {}

    public static Plan plan(Input input) {
        SequencedMap<List<Integer>, List<Step>> batches = new LinkedHashMap<>();
        input.desired().stream()
                .sorted(Comparator.comparing(Desired::manifest, ApplyOrder.ORDER))
                .forEach(desired -> batches.computeIfAbsent(
                                List.of(ApplyOrder.wave(desired.manifest()), ApplyOrder.rank(desired.key())),
                                _ -> new ArrayList<>())
                        .add(step(desired, input)));
        List<Plan.Batch> ordered = new ArrayList<>();
        batches.forEach((place, steps) -> ordered.add(new Plan.Batch(place.get(0), place.get(1), steps)));
        return new Plan(input.revision(), ordered, Pruning.decide(input));
    }

    private static Step step(Desired desired, Input input) {
        Optional<Observed> observed = Optional.ofNullable(input.observed().get(desired.key()));
        if (observed.isEmpty()) {
            return new Step.Create(desired);
        }
        return observed.get().matches().equals(desired.digest())
                ? new Step.Unchanged(desired)
                : new Step.Update(desired);
    }
}
