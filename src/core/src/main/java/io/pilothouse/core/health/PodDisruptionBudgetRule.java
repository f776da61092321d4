package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;

/// There, unless its controller cannot tell how many pods it is about: then no eviction is allowed, and nodes cannot be
/// drained.
final class PodDisruptionBudgetRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        return new Conditions(live)
                .ifFalse("DisruptionAllowed")
                .filter(condition -> condition.reason().equals("SyncFailed"))
                .map(condition -> Verdict.degraded(condition.evidence()))
                .orElse(Verdict.HEALTHY);
    }
}
