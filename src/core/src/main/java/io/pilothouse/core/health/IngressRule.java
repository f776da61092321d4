package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/// It has an address. Some controllers never report one, so after a while it is taken for healthy without.
final class IngressRule implements Rule {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public Verdict assess(Json.Obj live) {
        if (!live.items("status", "loadBalancer", "ingress").isEmpty()) {
            return Verdict.HEALTHY;
        }
        try {
            Instant created =
                    Instant.parse(live.text("metadata", "creationTimestamp").orElse(""));
            return Verdict.progressing("it has no address yet").unlessBefore(created.plus(PATIENCE), Verdict.HEALTHY);
        } catch (DateTimeException e) {
            return Verdict.HEALTHY;
        }
    }
}
