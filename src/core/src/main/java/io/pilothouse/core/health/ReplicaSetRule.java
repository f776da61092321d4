package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.Optional;

/// All replicas are available. So it is with the older ReplicationController.
final class ReplicaSetRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        Optional<Conditions.Condition> failure = new Conditions(live).ifTrue("ReplicaFailure");
        if (failure.isPresent()) {
            return Verdict.degraded(failure.get().evidence());
        }
        long wanted = live.integer(1, "spec", "replicas");
        long available = live.integer(0, "status", "availableReplicas");
        return available < wanted
                ? Verdict.progressing(available + " of " + wanted + " replicas are available", available)
                : Verdict.HEALTHY;
    }
}
