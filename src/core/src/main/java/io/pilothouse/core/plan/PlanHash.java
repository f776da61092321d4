package io.pilothouse.core.plan;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The identity of a plan: what an approval binds to, so that nobody approves what they have not seen.
///
/// It covers what the plan makes of the cluster: every object with its exact content, and what becomes of every object
/// that left Git, with its UID. It leaves out how far that is (an object that was applied meanwhile, or that somebody
/// changed by hand and that will be put right, belongs to the same plan), the commit's id (a commit that changes
/// something elsewhere is no reason to ask again) and what is only forgotten because it is gone already.
///
/// Secrets enter as fingerprints, because this hash leaves the cluster and a plain one would let people try values
/// against it. It is therefore the same only for as long as the key of the fingerprints is, which outlives the
/// agent.
public final class PlanHash {
    private PlanHash() {}

    /// @return SHA-256 of the plan in canonical JSON
    public static Digest of(ApplicationKey application, Plan plan, Fingerprints fingerprints) {
        List<Json> applied = plan.steps()
                .filter(step -> !(step instanceof Step.Hook))
                .map(Step::desired)
                .sorted(Comparator.comparing(Desired::key))
                .<Json>map(desired -> object(desired.key()).with("content", content(desired, fingerprints)))
                .toList();
        List<Json> left = new ArrayList<>();
        plan.prunes().stream()
                .sorted(Comparator.comparing(prune -> prune.entry().key()))
                .forEach(prune -> {
                    switch (prune) {
                        case Prune.Delete delete -> left.add(left(prune, "delete", delete.uid()));
                        case Prune.Hold _ ->
                            left.add(left(prune, "hold", prune.entry().uid()));
                        case Prune.Keep _ ->
                            left.add(left(prune, "keep", prune.entry().uid()));
                        case Prune.Yield yield ->
                            left.add(left(
                                    prune,
                                    "yield to " + yield.to().path(),
                                    prune.entry().uid()));
                        case Prune.Forget _ -> {}
                    }
                });
        return Digest.of(Json.Obj.EMPTY
                .with("application", new Json.Text(application.path()))
                .with("applied", new Json.Arr(applied))
                .with("left", new Json.Arr(left)));
    }

    private static Json content(Desired desired, Fingerprints fingerprints) {
        return new Json.Text(
                desired.key().isSecret()
                        ? fingerprints.of(desired.manifest().content())
                        : desired.digest().hex());
    }

    private static Json left(Prune prune, String fate, String uid) {
        return object(prune.entry().key()).with("fate", new Json.Text(fate)).with("uid", new Json.Text(uid));
    }

    private static Json.Obj object(ResourceKey key) {
        return Json.Obj.EMPTY
                .with("group", new Json.Text(key.group()))
                .with("kind", new Json.Text(key.kind()))
                .with("namespace", new Json.Text(key.namespace()))
                .with("name", new Json.Text(key.name()));
    }
}
