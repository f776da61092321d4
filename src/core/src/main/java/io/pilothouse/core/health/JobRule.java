package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Optional;

/// Complete, or failed, or still running. `FailureTarget` says that it will have failed as soon as its pods are gone.
final class JobRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        Conditions conditions = new Conditions(live);
        for (String type : List.of("Failed", "FailureTarget")) {
            Optional<Conditions.Condition> failed = conditions.ifTrue(type);
            if (failed.isPresent()) {
                return Verdict.degraded(failed.get().evidence());
            }
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
        long succeeded = live.integer(0, "status", "succeeded");
        long failed = live.integer(0, "status", "failed");
        String completions = succeeded + " of " + live.integer(1, "spec", "completions") + " completions";
        String evidence = failed == 0
                ? completions
                : completions + ", " + failed + (failed == 1 ? " pod failed" : " pods failed");
        return Verdict.progressing(evidence, succeeded);
    }
}
