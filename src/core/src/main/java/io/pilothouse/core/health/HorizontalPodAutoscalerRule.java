package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// It scales, or is at one of its limits. Without metrics it does not scale, but pods that were just started have none
/// yet, so that is only degraded when it lasts. One that is switched off because there are no replicas works as it
/// should. `autoscaling/v1` hides its conditions in an annotation, so there it is healthy by being there.
final class HorizontalPodAutoscalerRule implements Rule {
    private static final Duration NO_METRICS = Duration.ofMinutes(3);

    @Override
    public Verdict assess(Json.Obj live) {
        Conditions conditions = new Conditions(live);
        // every condition is looked at before the first that is well, in whatever order they come
        for (String type : List.of("AbleToScale", "ScalingActive")) {
            Optional<Conditions.Condition> broken = conditions.ifFalse(type).filter(c -> isBroken(c.reason()));
            if (broken.isPresent()) {
                return broken(broken.get());
            }
        }
        boolean isHealthy = conditions.isEmpty()
                || conditions.ifTrue("AbleToScale").isPresent()
                || conditions.ifTrue("ScalingLimited").isPresent();
        return isHealthy ? Verdict.HEALTHY : Verdict.progressing("it does not scale yet");
    }

    private static boolean isBroken(String reason) {
        return reason.startsWith("Failed") || reason.startsWith("Invalid");
    }

    private static Verdict broken(Conditions.Condition condition) {
        Verdict degraded = Verdict.degraded(condition.evidence());
        boolean isTransient = condition.type().equals("ScalingActive")
                && condition.reason().startsWith("Failed")
                && condition.since().isPresent();
        return isTransient
                ? Verdict.progressing(condition.evidence())
                        .unlessBefore(condition.since().get().plus(NO_METRICS), degraded)
                : degraded;
    }
}
