package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;

/// There to be bound, or bound.
final class PersistentVolumeRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        return switch (live.text("status", "phase").orElse("Pending")) {
            case "Failed" -> Verdict.degraded(live.text("status", "message").orElse("it could not be reclaimed"));
            case "Pending" -> Verdict.progressing("it is not available yet");
            default -> Verdict.HEALTHY;
        };
    }
}
