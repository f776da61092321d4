package io.pilothouse.core.health;

import io.pilothouse.core.status.Health;
import java.time.Instant;
import java.util.Optional;

/// What a rule says about one object.
///
/// @param health does it work
/// @param evidence why not, one clause; empty if it does
/// @param later what it becomes by the passing of time alone
public record Verdict(Health health, String evidence, Optional<Later> later) {
    public static final Verdict HEALTHY = new Verdict(Health.HEALTHY, "", Optional.empty());

    /// A verdict that comes into force unless something happens before.
    public record Later(Instant at, Verdict verdict) {}

    static Verdict progressing(String evidence) {
        return new Verdict(Health.PROGRESSING, evidence, Optional.empty());
    }

    static Verdict degraded(String evidence) {
        return new Verdict(Health.DEGRADED, evidence, Optional.empty());
    }

    static Verdict suspended(String evidence) {
        return new Verdict(Health.SUSPENDED, evidence, Optional.empty());
    }

    Verdict unlessBefore(Instant at, Verdict then) {
        return new Verdict(health, evidence, Optional.of(new Later(at, then)));
    }

    /// @return the verdict in force at a moment
    public Verdict at(Instant now) {
        return later.isPresent() && !now.isBefore(later.get().at())
                ? later.get().verdict().at(now)
                : this;
    }
}
