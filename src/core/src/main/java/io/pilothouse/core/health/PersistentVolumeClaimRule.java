package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Optional;

/// Bound, and not refused the size it asks for.
final class PersistentVolumeClaimRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        return switch (live.text("status", "phase").orElse("Pending")) {
            case "Bound" -> bound(new Conditions(live));
            case "Lost" -> Verdict.degraded("its volume is lost");
            default -> Verdict.progressing("it is not bound to a volume yet");
        };
    }

    private static Verdict bound(Conditions conditions) {
        for (String type : List.of("ControllerResizeError", "NodeResizeError")) {
            Optional<Conditions.Condition> refused = conditions.ifTrue(type);
            if (refused.isPresent()) {
                return Verdict.degraded(refused.get().evidence());
            }
        }
        return Verdict.HEALTHY;
    }
}
