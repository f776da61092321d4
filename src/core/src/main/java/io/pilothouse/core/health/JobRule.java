package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.Optional;

/// Complete, or failed, or still running.
final class JobRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        Conditions conditions = new Conditions(live);
        Optional<Conditions.Condition> failed = conditions.ifTrue("Failed");
        if (failed.isPresent()) {
            return Verdict.degraded(failed.get().evidence());
        }
        if (conditions.ifTrue("Complete").isPresent()) {
            return Verdict.HEALTHY;
        }
        if (conditions.ifTrue("Suspended").isPresent()
                || live.at("spec", "suspend")
                        .filter(new Json.Bool(true)::equals)
                        .isPresent()) {
            return Verdict.suspended("it is suspended");
        }
        return Verdict.progressing(live.integer(0, "status", "succeeded") + " of "
                + live.integer(1, "spec", "completions") + " completions");
    }
}
