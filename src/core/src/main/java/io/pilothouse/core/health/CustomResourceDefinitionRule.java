package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.Optional;

/// Established: only then can objects of its kind be applied.
final class CustomResourceDefinitionRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        Conditions conditions = new Conditions(live);
        Optional<Conditions.Condition> refused = conditions
                .ifFalse("NamesAccepted")
                .or(() -> conditions
                        .ifFalse("Established")
                        .filter(c ->
                                !c.reason().equals("Installing") && !c.reason().equals("NotAccepted")));
        if (refused.isPresent()) {
            return Verdict.degraded(refused.get().evidence());
        }
        return conditions.ifTrue("Established").isPresent()
                ? Verdict.HEALTHY
                : Verdict.progressing("it is not established yet");
    }
}
