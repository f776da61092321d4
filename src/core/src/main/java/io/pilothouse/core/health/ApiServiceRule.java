package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;

/// Available.
final class ApiServiceRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        Conditions conditions = new Conditions(live);
        if (conditions.ifTrue("Available").isPresent()) {
            return Verdict.HEALTHY;
        }
        return Verdict.progressing(
                conditions.get("Available").map(Conditions.Condition::evidence).orElse("it is not available yet"));
    }
}
