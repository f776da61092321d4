package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Running and ready, or done. A container that waits for a reason that does not go away by waiting is degraded at
/// once; a pod without a node only after a while, because schedulers take one.
final class PodRule implements Rule {
    private static final Duration UNSCHEDULABLE = Duration.ofSeconds(15);

    @Override
    public Verdict assess(Json.Obj live) {
        String phase = live.text("status", "phase").orElse("Pending");
        if (phase.equals("Succeeded")) {
            return Verdict.HEALTHY;
        }
        if (phase.equals("Failed")) {
            String reason = live.text("status", "reason").orElse("it failed");
            return Verdict.degraded(
                    live.text("status", "message").map(m -> reason + ": " + m).orElse(reason));
        }
        Optional<String> trouble = troubledContainer(live);
        if (trouble.isPresent()) {
            return Verdict.degraded(trouble.get());
        }
        Conditions conditions = new Conditions(live);
        Optional<Conditions.Condition> scheduled =
                conditions.get("PodScheduled").filter(Conditions.Condition::isFalse);
        if (scheduled.isPresent()) {
            return unscheduled(live, scheduled.get());
        }
        if (phase.equals("Running") && conditions.ifTrue("Ready").isPresent()) {
            return Verdict.HEALTHY;
        }
        return Verdict.progressing(
                conditions.get("Ready").map(Conditions.Condition::evidence).orElse("it is starting"));
    }

    private static Verdict unscheduled(Json.Obj live, Conditions.Condition condition) {
        Verdict degraded = Verdict.degraded(condition.evidence());
        try {
            Instant created =
                    Instant.parse(live.text("metadata", "creationTimestamp").orElse(""));
            return Verdict.progressing(condition.evidence()).unlessBefore(created.plus(UNSCHEDULABLE), degraded);
        } catch (DateTimeException e) {
            return degraded;
        }
    }

    private static Optional<String> troubledContainer(Json.Obj live) {
        List<Json> containers = new ArrayList<>(live.items("status", "initContainerStatuses"));
        containers.addAll(live.items("status", "containerStatuses"));
        for (Json item : containers) {
            if (item instanceof Json.Obj container) {
                String reason = container.text("state", "waiting", "reason").orElse("");
                if (reason.endsWith("Error") || reason.endsWith("BackOff") || reason.equals("InvalidImageName")) {
                    return Optional.of("container " + container.text("name").orElse("?") + ": " + reason
                            + lastEnd(container)
                            + container
                                    .text("state", "waiting", "message")
                                    .map(m -> ": " + m)
                                    .orElse(""));
                }
                if (container.text("state", "terminated", "reason").orElse("").equals("OOMKilled")) {
                    return Optional.of("container " + container.text("name").orElse("?") + ": OOMKilled");
                }
            }
        }
        return Optional.empty();
    }

    private static String lastEnd(Json.Obj container) {
        return container
                .text("lastState", "terminated", "reason")
                .map(reason -> " after " + reason + " with exit code "
                        + container.integer(0, "lastState", "terminated", "exitCode"))
                .orElse("");
    }
}
