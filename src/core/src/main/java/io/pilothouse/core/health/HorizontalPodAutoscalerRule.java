package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.Optional;

/// It scales, or is at one of its limits. `autoscaling/v1` hides its conditions in an annotation, so there it is
/// healthy by being there.
final class HorizontalPodAutoscalerRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        Conditions conditions = new Conditions(live);
        for (String type : new String[] {"AbleToScale", "ScalingActive"}) {
            Optional<Conditions.Condition> broken = conditions
                    .get(type)
                    .filter(c -> c.isFalse()
                            && (c.reason().startsWith("Failed") || c.reason().equals("InvalidSelector")));
            if (broken.isPresent()) {
                return Verdict.degraded(broken.get().evidence());
            }
        }
        boolean isHealthy = live.items("status", "conditions").isEmpty()
                || conditions.ifTrue("AbleToScale").isPresent()
                || conditions.ifTrue("ScalingLimited").isPresent();
        return isHealthy ? Verdict.HEALTHY : Verdict.progressing("it does not scale yet");
    }
}
