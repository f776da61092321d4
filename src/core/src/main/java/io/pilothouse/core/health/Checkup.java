package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Assesses an application's objects as they come by, and notices those that get no further.
///
/// A verdict of [Healthcheck] is about one moment. Together with the one before it tells since when an object has made
/// no progress, and so when waiting for it is over: progressing for longer than [Patience] allows is degraded.
///
/// @param custom the fleet's and the application's own rules
public record Checkup(CustomRule custom) {
    /// Without rules of the fleet's own.
    public static final Checkup PLAIN = new Checkup(CustomRule.NONE);

    /// No rule waits for longer. Rules count from what the API server's clock said, and where that is ahead of
    /// ours, by however many years, we do not wait for years.
    static final Duration LONGEST = Duration.ofMinutes(3);

    /// @param key which object
    /// @param live the object
    /// @param before the last verdict about the same object; empty if there is none
    /// @param seenAt when it was seen
    public Verdict assess(ResourceKey key, Json.Obj live, Optional<Verdict> before, Instant seenAt) {
        Verdict verdict = Healthcheck.assess(key, live, custom).noLaterThan(seenAt.plus(LONGEST), before);
        Course course = Course.next(before, verdict, live, seenAt);
        boolean isEndless =
                verdict.health() == Health.PROGRESSING && verdict.later().isEmpty();
        Optional<Duration> patience = isEndless ? Patience.with(key, live) : Optional.empty();
        return patience.map(most -> verdict.unlessBefore(course.since().plus(most), stuck(verdict, most)))
                .orElse(verdict)
                .on(course);
    }

    private static Verdict stuck(Verdict verdict, Duration most) {
        return Verdict.degraded("stuck, no progress for more than " + words(most) + ": " + verdict.evidence());
    }

    private static String words(Duration time) {
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
