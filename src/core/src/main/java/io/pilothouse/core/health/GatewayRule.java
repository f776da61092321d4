package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Accepted by its class, and programmed into the data plane. It has no `Ready`.
final class GatewayRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        Conditions conditions = new Conditions(live);
        for (String type : List.of("Accepted", "Programmed")) {
            Optional<Conditions.Condition> condition = conditions.get(type).filter(c -> !c.isStale());
            if (condition.isEmpty()) {
                return Verdict.progressing("it is not " + type.toLowerCase(Locale.ROOT) + " yet");
            }
            if (condition.get().isFalse() && !condition.get().reason().equals("Pending")) {
                return Verdict.degraded(condition.get().evidence());
            }
            if (!condition.get().isTrue()) {
                return Verdict.progressing(condition.get().evidence());
            }
        }
        return Verdict.HEALTHY;
    }
}
