package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.slice.BuiltInKinds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A kind without a rule goes by its conditions, and is healthy by being there if it has none.
///
/// Two things that tools are fooled by are looked at first. A condition may say which generation it is about; one that
/// is about an older one is no evidence. And a controller takes a moment to write its first status, or to see a change
/// at all: an object of a custom kind whose status tells nothing of its generation is given that moment.
final class OtherRule {
    private static final Duration FIRST_WORD = Duration.ofSeconds(5);
    /// Controllers pass through "not ready" on the way to "ready".
    private static final Duration TURNED_FALSE = Duration.ofSeconds(30);
    /// What is said of itself by something that is on its way.
    private static final Set<String> UNDER_WAY = Set.of(
            "Creating",
            "Initializing",
            "Installing",
            "InProgress",
            "Issuing",
            "Pending",
            "Progressing",
            "Provisioning",
            "Reconciling",
            "Starting",
            "Updating",
            "Upgrading",
            "Waiting");

    private OtherRule() {}

    static Verdict assess(ResourceKey key, Json.Obj live) {
        Conditions conditions = new Conditions(live);
        Optional<Conditions.Condition> refused = conditions.ifFalse("Synced").filter(c -> !c.isStale());
        if (refused.isPresent()) {
            return Verdict.degraded(refused.get().evidence());
        }
        for (String type : List.of("Ready", "Available")) {
            Optional<Conditions.Condition> condition = conditions.get(type);
            if (condition.isPresent()) {
                return byCondition(key, live, conditions, condition.get());
            }
        }
        return awaited(key, live, conditions, "its controller has not yet said anything about it");
    }

    private static Verdict byCondition(
            ResourceKey key, Json.Obj live, Conditions conditions, Conditions.Condition condition) {
        if (condition.isStale()) {
            return Verdict.progressing("its condition " + condition.type() + " is about an older generation than "
                    + conditions.generation());
        }
        if (condition.isTrue()) {
            return awaited(key, live, conditions, "its controller may not have seen the newest change yet");
        }
        if (!condition.isFalse() || UNDER_WAY.contains(condition.reason())) {
            return Verdict.progressing(condition.evidence());
        }
        Verdict degraded = Verdict.degraded(condition.evidence());
        return condition
                .since()
                .map(since ->
                        Verdict.progressing(condition.evidence()).unlessBefore(since.plus(TURNED_FALSE), degraded))
                .orElse(degraded);
    }

    /// Healthy, but not before its controller had the time to disagree.
    private static Verdict awaited(ResourceKey key, Json.Obj live, Conditions conditions, String evidence) {
        boolean isTold = live.at("status", "observedGeneration").isPresent() && !conditions.isEmpty();
        Optional<Instant> written = Writes.lastOfSpec(live);
        if (isTold || conditions.tellsGeneration() || written.isEmpty() || isBuiltIn(key)) {
            return Verdict.HEALTHY;
        }
        return Verdict.progressing(evidence).unlessBefore(written.get().plus(FIRST_WORD), Verdict.HEALTHY);
    }

    /// Its controllers are Kubernetes' own, or it has none.
    private static boolean isBuiltIn(ResourceKey key) {
        return key.group().indexOf('.') < 0
                || BuiltInKinds.scope(key.group(), key.kind()).isPresent();
    }
}
