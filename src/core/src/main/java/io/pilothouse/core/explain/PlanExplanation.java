package io.pilothouse.core.explain;

import io.pilothouse.core.depend.Holdback;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Prune;
import io.pilothouse.core.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts a plan, and what the API server said to trying it out, into words, object by object.
///
/// A dry run knows nothing of what the same plan would have created before, so an object that cannot be tried because
/// its namespace or its definition is still to come counts as created; and what needs a refused object is held back,
/// as it would be in the run.
public final class PlanExplanation {
    private static final Origin NOWHERE = new Origin("", 0, 0);

    private final Map<ResourceKey, Trial> trials;
    private final Fingerprints fingerprints;
    private final Holdback coming = new Holdback();
    private final Holdback failed = new Holdback();
    private final List<PlannedObject> objects = new ArrayList<>();

    private PlanExplanation(Map<ResourceKey, Trial> trials, Fingerprints fingerprints) {
        this.trials = trials;
        this.fingerprints = fingerprints;
    }

    /// @param trials what was tried out; objects that were not are explained from the plan alone
    /// @return every object of the plan, in its order
    public static List<PlannedObject> explain(Plan plan, Map<ResourceKey, Trial> trials, Fingerprints fingerprints) {
        PlanExplanation explanation = new PlanExplanation(trials, fingerprints);
        plan.steps().forEach(explanation::step);
        plan.prunes().forEach(explanation::prune);
        return explanation.objects;
    }

    private void step(Step step) {
        Desired desired = step.desired();
        Trial trial = trials.getOrDefault(desired.key(), new Trial.Untried("not tried out"));
        PlannedObject planned = switch (step) {
            case Step.Unchanged _ -> planned(desired, PlannedObject.Fate.UNCHANGED, "", kept(desired), List.of());
            case Step.Create _ -> tried(desired, trial, PlannedObject.Fate.CREATED);
            case Step.Update _ -> tried(desired, trial, PlannedObject.Fate.CONFIGURED);
            case Step.Hook hook ->
                planned(
                        desired,
                        PlannedObject.Fate.CREATED,
                        "",
                        "it is a " + hook.hook().phase().written() + " hook, made anew by each run",
                        List.of());
        };
        if (planned.fate() == PlannedObject.Fate.CREATED) {
            coming.add(desired.manifest());
        } else if (planned.fate() == PlannedObject.Fate.REFUSED || planned.fate() == PlannedObject.Fate.HELD) {
            failed.add(desired.manifest());
        }
        objects.add(planned);
    }

    /// @param otherwise what the plan alone says
    private PlannedObject tried(Desired desired, Trial trial, PlannedObject.Fate otherwise) {
        Optional<ResourceKey> blocker = failed.blocker(desired.manifest());
        if (blocker.isPresent()) {
            return planned(
                    desired,
                    PlannedObject.Fate.HELD,
                    "",
                    "it needs " + blocker.get() + ", which would not be applied",
                    List.of());
        }
        return switch (trial) {
            case Trial.Taken taken -> taken(desired, taken);
            case Trial.Recreated recreated ->
                planned(desired, PlannedObject.Fate.RECREATED, "", recreated.message(), List.of());
            case Trial.Untried untried -> planned(desired, otherwise, "", untried.message(), List.of());
            case Trial.Refused refused ->
                coming.blocker(desired.manifest())
                        .map(first -> planned(
                                desired,
                                PlannedObject.Fate.CREATED,
                                "",
                                "it cannot be tried out before " + first + " is there",
                                List.of()))
                        .orElseGet(() -> planned(
                                desired, PlannedObject.Fate.REFUSED, refused.code(), refused.message(), List.of()));
        };
    }

    private PlannedObject taken(Desired desired, Trial.Taken taken) {
        if (taken.before().isEmpty()) {
            return planned(desired, PlannedObject.Fate.CREATED, "", "", List.of());
        }
        if (desired.isLeftOnceThere()) {
            return planned(desired, PlannedObject.Fate.UNCHANGED, "", kept(desired), List.of());
        }
        List<Change> changes = Changes.between(desired.key(), taken.before().get(), taken.after(), fingerprints);
        return changes.isEmpty()
                ? planned(
                        desired,
                        PlannedObject.Fate.UNCHANGED,
                        "",
                        "the API server would make nothing else of it",
                        List.of())
                : planned(desired, PlannedObject.Fate.CONFIGURED, "", "", changes);
    }

    private static String kept(Desired desired) {
        return desired.isLeftOnceThere() ? "kept as it is, because it exists and its annotation asks for no more" : "";
    }

    private static PlannedObject planned(
            Desired desired, PlannedObject.Fate fate, String code, String reason, List<Change> changes) {
        return new PlannedObject(desired.key(), desired.apiVersion(), fate, code, reason, changes, 0, desired.origin());
    }

    private void prune(Prune prune) {
        objects.add(
                switch (prune) {
                    case Prune.Delete _ -> left(prune, PlannedObject.Fate.DELETED, "it left Git");
                    case Prune.Hold hold -> left(prune, PlannedObject.Fate.HELD, "it left Git: " + hold.reason());
                    case Prune.Keep keep -> left(prune, PlannedObject.Fate.KEPT, keep.reason());
                    case Prune.Yield moved ->
                        left(
                                prune,
                                PlannedObject.Fate.KEPT,
                                "it moves to " + moved.to().path());
                    case Prune.Forget _ -> left(prune, PlannedObject.Fate.FORGOTTEN, "it is gone already");
                });
    }

    private static PlannedObject left(Prune prune, PlannedObject.Fate fate, String reason) {
        return new PlannedObject(
                prune.entry().key(), prune.entry().apiVersion(), fate, "", reason, List.of(), 0, NOWHERE);
    }
}
