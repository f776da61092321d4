package io.pilothouse.core.plan;

import io.pilothouse.core.annotation.HookPhase;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.hook.HookKey;
import io.pilothouse.core.hook.HookRecord;
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
/// everything else is applied. So is one that need only be there, and is. Hooks come before, among and after the
/// objects; prunes last, so a renamed object exists twice for a moment rather than not at all.
public final class Planner {
    private Planner() {}

    /// What a plan is made from.
    ///
    /// @param application the owner
    /// @param revision the commit
    /// @param policy how to sync it
    /// @param declaration everything the commit declares of it, stamped; complete
    /// @param observed live objects, as far as they are known
    /// @param inventory what we applied before
    /// @param evidence what speaks for and against deleting
    public record Input(
            ApplicationKey application,
            Revision revision,
            SyncPolicy policy,
            Declaration declaration,
            Map<ResourceKey, Observed> observed,
            Inventory inventory,
            Evidence evidence) {

        /// @param desired everything the commit declares, of whatever sort
        public Input(
                ApplicationKey application,
                Revision revision,
                SyncPolicy policy,
                List<Desired> desired,
                Map<ResourceKey, Observed> observed,
                Inventory inventory,
                Evidence evidence) {
            this(application, revision, policy, Declaration.of(desired), observed, inventory, evidence);
        }
    }

    public static Plan plan(Input input) {
        Declaration declaration = input.declaration();
        List<Plan.Batch> batches = new ArrayList<>();
        if (declaration.isLeaving()) {
            batches.addAll(hooks(HookPhase.PRE_DELETE, input));
            batches.addAll(hooks(HookPhase.POST_DELETE, input));
        } else {
            List<Step> steps = new ArrayList<>(pending(HookPhase.SYNC, input));
            declaration.objects().forEach(desired -> steps.add(step(desired, input)));
            batches.addAll(hooks(HookPhase.PRE_SYNC, input));
            batches.addAll(batches(HookPhase.SYNC, steps));
            batches.addAll(hooks(HookPhase.POST_SYNC, input));
        }
        List<Plan.Batch> onFailure = declaration.isLeaving() ? List.of() : hooks(HookPhase.SYNC_FAIL, input);
        return new Plan(input.revision(), batches, Pruning.decide(input), onFailure);
    }

    private static List<Plan.Batch> hooks(HookPhase phase, Input input) {
        return batches(phase, pending(phase, input));
    }

    /// A hook that ended in this run is not made again by it.
    private static List<Step> pending(HookPhase phase, Input input) {
        HookRecord record = input.inventory().hooks().begin(input.declaration().run());
        List<Step> steps = new ArrayList<>();
        for (Desired hook : input.declaration().hooksAt(phase)) {
            HookKey key = new HookKey(phase, hook.key());
            if (!record.hasEnded(key)) {
                steps.add(new Step.Hook(hook, key));
            }
        }
        return steps;
    }

    private static List<Plan.Batch> batches(HookPhase phase, List<Step> steps) {
        record Place(int wave, int rank) {}
        SequencedMap<Place, List<Step>> places = new LinkedHashMap<>();
        steps.stream()
                .sorted(Comparator.comparing(Step::desired, ApplyOrder.ORDER))
                .forEach(step -> places.computeIfAbsent(
                                new Place(
                                        step.desired().wishes().wave(),
                                        ApplyOrder.rank(step.desired().key())),
                                _ -> new ArrayList<>())
                        .add(step));
        List<Plan.Batch> batches = new ArrayList<>();
        places.forEach((place, here) -> batches.add(new Plan.Batch(phase, place.wave(), place.rank(), here)));
        return batches;
    }

    private static Step step(Desired desired, Input input) {
        Optional<Observed> observed = Optional.ofNullable(input.observed().get(desired.key()));
        if (observed.isEmpty()) {
            return new Step.Create(desired);
        }
        return observed.get().matches().equals(desired.digest()) || desired.isLeftOnceThere()
                ? new Step.Unchanged(desired)
                : new Step.Update(desired);
    }
}
