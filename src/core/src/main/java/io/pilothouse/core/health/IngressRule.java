package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.time.Duration;

/// It has an address. Some classes never report one, so after a while it is taken for healthy without.
final class IngressRule implements Rule {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public Verdict assess(Json.Obj live) {
        if (!live.items("status", "loadBalancer", "ingress").isEmpty()) {
            return Verdict.HEALTHY;
        }
        return Writes.created(live)
                .map(created -> Verdict.progressing("it has no address yet")
                        .unlessBefore(created.plus(PATIENCE), Verdict.HEALTHY))
                .orElse(Verdict.HEALTHY);
    }
}
