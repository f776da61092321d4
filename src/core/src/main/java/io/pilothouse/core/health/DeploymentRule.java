package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.Optional;

/// All replicas are of the newest template, ready and available. A controller that gave up says so in a condition,
/// which stays until the next change.
final class DeploymentRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        Conditions conditions = new Conditions(live);
        Optional<Conditions.Condition> stuck = conditions
                .get("Progressing")
                .filter(c -> c.isFalse() && c.reason().equals("ProgressDeadlineExceeded"));
        if (stuck.isPresent()) {
            return Verdict.degraded(stuck.get().evidence());
        }
        Optional<Conditions.Condition> failure = conditions.ifTrue("ReplicaFailure");
        if (failure.isPresent()) {
            return Verdict.degraded(failure.get().evidence());
        }
        if (live.at("spec", "paused").filter(new Json.Bool(true)::equals).isPresent()) {
            return Verdict.suspended("it is paused");
        }
        if (live.at("status", "observedGeneration").isEmpty()) {
            return Verdict.progressing("its controller has not yet seen it");
        }
        long wanted = live.integer(1, "spec", "replicas");
        long updated = live.integer(0, "status", "updatedReplicas");
        long all = live.integer(0, "status", "replicas");
        long available = live.integer(0, "status", "availableReplicas");
        long ready = live.integer(0, "status", "readyReplicas");
        long done = updated + ready + available - Math.max(0, all - updated);
        if (updated < wanted) {
            return Verdict.progressing(updated + " of " + wanted + " replicas are updated", done);
        }
        if (all > updated) {
            return Verdict.progressing(oldReplicas(all - updated), done);
        }
        if (available < wanted || ready < wanted) {
            return Verdict.progressing(Math.min(available, ready) + " of " + wanted + " replicas are available", done);
        }
        Optional<Conditions.Condition> unavailable = conditions.ifFalse("Available");
        return unavailable.map(c -> Verdict.progressing(c.evidence(), done)).orElse(Verdict.HEALTHY);
    }

    private static String oldReplicas(long count) {
        return count + (count == 1 ? " old replica is still there" : " old replicas are still there");
    }
}
