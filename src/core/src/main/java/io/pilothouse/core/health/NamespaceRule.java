package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Objects;

/// Active. One that is being deleted takes everything in it along, so that is never progress; what holds it up is in
/// its conditions.
final class NamespaceRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        boolean isTerminating = live.at("metadata", "deletionTimestamp").isPresent()
                || Objects.equals(live.text("status", "phase").orElse("Active"), "Terminating");
        if (!isTerminating) {
            return Verdict.HEALTHY;
        }
        Conditions conditions = new Conditions(live);
        for (String type : List.of(
                "NamespaceDeletionDiscoveryFailure",
                "NamespaceDeletionGroupVersionParsingFailure",
                "NamespaceDeletionContentFailure",
                "NamespaceContentRemaining",
                "NamespaceFinalizersRemaining")) {
            if (conditions.ifTrue(type).isPresent()) {
                return Verdict.degraded("it is being deleted; "
                        + conditions.ifTrue(type).orElseThrow().evidence());
            }
        }
        return Verdict.degraded("it is being deleted, with everything in it");
    }
}
