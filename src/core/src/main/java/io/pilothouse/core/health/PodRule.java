package io.pilothouse.core.health;

import io.pilothouse.core.evidence.FailingContainer;
import io.pilothouse.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Running and ready, or done. A container that waits for a reason that does not go away by waiting is degraded at
/// once; a pod without a node only after a while, because schedulers take one. A pod that is not to be restarted is a
/// task: it is healthy when it is done, not while it runs.
final class PodRule implements Rule {
    private static final Duration UNSCHEDULABLE = Duration.ofSeconds(15);

    @Override
    public Verdict assess(Json.Obj live) {
        String phase = live.text("status", "phase").orElse("Pending");
        return switch (phase) {
            case "Succeeded" -> Verdict.HEALTHY;
            case "Failed" -> failed(live);
            case "Unknown" ->
                Verdict.unknown("its node " + live.text("spec", "nodeName").orElse("") + " does not answer");
            default -> alive(live, phase.equals("Running"));
        };
    }

    private static Verdict failed(Json.Obj live) {
        String reason = live.text("status", "reason").orElse("it failed");
        Optional<String> said = live.text("status", "message");
        Optional<String> container = FailingContainer.in(live).map(FailingContainer::evidence);
        return Verdict.degraded(
                said.map(message -> reason + ": " + message).or(() -> container).orElse(reason));
    }

    private static Verdict alive(Json.Obj live, boolean isRunning) {
        Conditions conditions = new Conditions(live);
        Optional<FailingContainer> failing = FailingContainer.in(live);
        boolean isReady = isRunning && conditions.ifTrue("Ready").isPresent();
        if (failing.isPresent() && (!isReady || failing.get().isFailingNow())) {
            return Verdict.degraded(failing.get().evidence());
        }
        Optional<Conditions.Condition> unscheduled = conditions.ifFalse("PodScheduled");
        if (unscheduled.isPresent()) {
            return unscheduled(live, unscheduled.get());
        }
        if (isReady && !FailingContainer.isTask(live)) {
            return Verdict.HEALTHY;
        }
        if (isRunning && FailingContainer.isTask(live)) {
            return Verdict.progressing("it has not finished yet");
        }
        return Verdict.progressing(
                conditions.get("Ready").map(Conditions.Condition::evidence).orElse("it is starting"));
    }

    private static Verdict unscheduled(Json.Obj live, Conditions.Condition condition) {
        if (condition.reason().equals("SchedulingGated")) {
            return Verdict.progressing(condition.evidence());
        }
        Verdict degraded = Verdict.degraded(condition.evidence());
        Optional<Instant> created = Writes.created(live);
        return created.map(
                        at -> Verdict.progressing(condition.evidence()).unlessBefore(at.plus(UNSCHEDULABLE), degraded))
                .orElse(degraded);
    }
}
