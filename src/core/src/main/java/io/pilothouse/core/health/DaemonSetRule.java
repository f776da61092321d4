package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;

/// Every node that should run it runs the newest template, available. With `OnDelete` the updates are a person's
/// affair.
final class DaemonSetRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        if (live.at("status", "observedGeneration").isEmpty()) {
            return Verdict.progressing("its controller has not yet seen it");
        }
        if (live.text("spec", "updateStrategy", "type").orElse("").equals("OnDelete")) {
            return Verdict.HEALTHY;
        }
        long wanted = live.integer(0, "status", "desiredNumberScheduled");
        long updated = live.integer(0, "status", "updatedNumberScheduled");
        long available = live.integer(0, "status", "numberAvailable");
        if (updated < wanted) {
            return Verdict.progressing(updated + " of " + wanted + " nodes are updated", updated + available);
        }
        return available < wanted
                ? Verdict.progressing(available + " of " + wanted + " nodes are available", updated + available)
                : Verdict.HEALTHY;
    }
}
