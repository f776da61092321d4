package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;

/// Bound.
final class PersistentVolumeClaimRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        return switch (live.text("status", "phase").orElse("Pending")) {
            case "Bound" -> Verdict.HEALTHY;
            case "Lost" -> Verdict.degraded("its volume is lost");
            default -> Verdict.progressing("it is not bound to a volume yet");
        };
    }
}
