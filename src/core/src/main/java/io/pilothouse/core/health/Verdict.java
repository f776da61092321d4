package io.pilothouse.core.health;

import io.pilothouse.core.status.Health;
import java.time.Instant;
import java.util.Optional;

/// What a rule says about one object.
///
/// @param health does it work
/// @param evidence why not, one clause; empty if it does
/// @param course which generation of the object it is about, and how far that has come
/// @param later what it becomes by the passing of time alone
public record Verdict(Health health, String evidence, Course course, Optional<Later> later) {
    public static final Verdict HEALTHY = new Verdict(Health.HEALTHY, "", Course.UNKNOWN, Optional.empty());

    /// A verdict that comes into force unless something happens before.
    public record Later(Instant at, Verdict verdict) {}

    /// A verdict that is about no generation in particular, and stays.
    public Verdict(Health health, String evidence, Optional<Later> later) {
        this(health, evidence, Course.UNKNOWN, later);
    }

    /// @return for an object that is not there
    public static Verdict missing() {
        return new Verdict(Health.MISSING, "it is not in the cluster", Optional.empty());
    }

    /// @return where health cannot be told
    public static Verdict unknown(String evidence) {
        return new Verdict(Health.UNKNOWN, evidence, Optional.empty());
    }

    public static Verdict progressing(String evidence) {
        return progressing(evidence, 0);
    }

    /// @param done how many of its parts are as they should be; only ever compared with the same object's
    public static Verdict progressing(String evidence, long done) {
        return new Verdict(Health.PROGRESSING, evidence, new Course(0, done, Instant.EPOCH), Optional.empty());
    }

    public static Verdict degraded(String evidence) {
        return new Verdict(Health.DEGRADED, evidence, Optional.empty());
    }

    public static Verdict suspended(String evidence) {
        return new Verdict(Health.SUSPENDED, evidence, Optional.empty());
    }

    Verdict unlessBefore(Instant at, Verdict then) {
        return new Verdict(health, evidence, course, Optional.of(new Later(at, then)));
    }

    /// What would come later than that comes then, or when it was to come when the same was said before.
    Verdict noLaterThan(Instant latest, Optional<Verdict> before) {
        if (later.isEmpty() || !later.get().at().isAfter(latest)) {
            return this;
        }
        Instant at = before.filter(one -> one.evidence.equals(evidence))
                .flatMap(Verdict::later)
                .map(Later::at)
                .filter(latest::isAfter)
                .orElse(latest);
        return unlessBefore(at, later.get().verdict());
    }

    /// The same about a generation, also for what it becomes later.
    Verdict on(Course newest) {
        return new Verdict(
                health,
                evidence,
                newest,
                later.map(l -> new Later(l.at(), l.verdict().on(newest))));
    }

    /// Counts from the moment somebody looked, not from now: what has changed since then was not seen yet.
    ///
    /// @return when the verdict that was in force at that moment changes by the passing of time alone, or has
    ///     changed
    public Optional<Instant> changesAfter(Instant looked) {
        return at(looked).later().map(Later::at);
    }

    /// @return the verdict in force at a moment
    public Verdict at(Instant now) {
        return later.isPresent() && !now.isBefore(later.get().at())
                ? later.get().verdict().at(now)
                : this;
    }

    /// @return true if there is nothing to wait for: it works, or is stopped on purpose
    public boolean isSettled() {
        return health == Health.HEALTHY || health == Health.SUSPENDED;
    }
}
