package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Optional;

/// A route of the Gateway API says for each of its parents whether it is accepted and leads somewhere.
final class RouteRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        List<Json> parents = live.items("status", "parents");
        if (parents.isEmpty() && !live.items("spec", "parentRefs").isEmpty()) {
            return Verdict.progressing("no gateway has accepted it yet");
        }
        for (Json parent : parents) {
            if (parent instanceof Json.Obj obj) {
                Verdict verdict = atParent(obj, new Conditions(obj.items("conditions"), Course.generationOf(live)));
                if (!verdict.isSettled()) {
                    return verdict;
                }
            }
        }
        return Verdict.HEALTHY;
    }

    private static Verdict atParent(Json.Obj parent, Conditions conditions) {
        String name = parent.text("parentRef", "name").orElse("?");
        for (String type : List.of("Accepted", "ResolvedRefs")) {
            Optional<Conditions.Condition> condition = conditions.get(type);
            if (condition.isPresent() && condition.get().isStale()) {
                return Verdict.progressing("gateway " + name + " has not yet seen its newest generation");
            }
            if (condition.isPresent() && condition.get().isFalse()) {
                return Verdict.degraded(
                        "gateway " + name + ": " + condition.get().evidence());
            }
        }
        return Verdict.HEALTHY;
    }
}
