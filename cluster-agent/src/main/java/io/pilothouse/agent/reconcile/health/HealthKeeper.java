package io.pilothouse.agent.reconcile.health;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.evidence.Evidence;
import io.pilothouse.core.health.Checkup;
import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.status.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Judges one application's objects by its rules, and gets evidence about those that fail: when one turns degraded or
/// stuck, not before, and again only when there is something new to say or after a while. Belongs to the application's
/// owner; only evidence arrives from elsewhere.
public final class HealthKeeper {
    private static final Duration SOONEST = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final ApplicationKey application;
    private final HealthMeans means;
    private final EvidenceDesk desk;
    private final InstantSource clock;
    private final Runnable arrived;
    private final Map<ResourceKey, Asked> asked = new HashMap<>();
    private final Map<ResourceKey, Evidence> known = new ConcurrentHashMap<>();
    private List<HealthRule> rules = List.of();
    private Checkup checkup = Checkup.PLAIN;

    private record Asked(Instant at, Verdict verdict) {
        boolean isDueAgain(Verdict newest, Instant now) {
            boolean isNews = !newest.evidence().equals(verdict.evidence())
                    || newest.course().generation() != verdict.course().generation();
            return !now.isBefore(at.plus(isNews ? SOONEST : AGAIN));
        }
    }

    /// @param arrived called from another thread when there is new evidence
    public HealthKeeper(
            ApplicationKey application, HealthMeans means, EvidenceDesk desk, InstantSource clock, Runnable arrived) {
        this.application = application;
        this.means = means;
        this.desk = desk;
        this.clock = clock;
        this.arrived = arrived;
    }

    /// Judges by these rules from now on.
    ///
    /// @return of which objects an old verdict no longer counts
    public Predicate<ResourceKey> govern(List<HealthRule> newest) {
        if (newest.equals(rules)) {
            return _ -> false;
        }
        List<HealthRule> concerned =
                Stream.concat(rules.stream(), newest.stream()).toList();
        rules = List.copyOf(newest);
        checkup = new Checkup(means.rules().of(rules));
        return key -> concerned.stream().anyMatch(rule -> rule.target().matches(key));
    }

    /// @param before the last verdict about the same object
    public Verdict assess(ResourceKey key, Json.Obj live, Optional<Verdict> before) {
        return checkup.assess(key, live, before, clock.instant());
    }

    /// @return true if a rule of the fleet's own decides how the object is
    public boolean isRuled(ResourceKey key, Json.Obj live) {
        return checkup.custom().assess(key, live).isPresent();
    }

    /// Takes note of how an object is now, and asks for evidence if it needs some.
    ///
    /// @param isLate a run waits for it in vain, so that what is merely progressing needs explaining too
    public void note(ResourceKey key, String apiVersion, Verdict verdict, boolean isLate) {
        boolean isWanting = verdict.health() == Health.DEGRADED || (isLate && verdict.health() == Health.PROGRESSING);
        if (!isWanting) {
            asked.remove(key);
            known.remove(key);
            return;
        }
        Instant now = clock.instant();
        Asked last = asked.get(key);
        boolean isDue = last == null || last.isDueAgain(verdict, now);
        if (isDue && desk.ask(application, key, apiVersion, evidence -> arrive(key, evidence))) {
            asked.put(key, new Asked(now, verdict));
        }
    }

    private void arrive(ResourceKey key, Evidence evidence) {
        known.put(key, evidence);
        arrived.run();
    }

    /// Lets go of objects that are no longer the application's.
    public void keepOnly(Set<ResourceKey> objects) {
        asked.keySet().retainAll(objects);
        known.keySet().retainAll(objects);
    }

    /// @return the evidence there is about an object; may be asked from any thread
    public Evidence evidence(ResourceKey key) {
        return known.getOrDefault(key, Evidence.NONE);
    }

    /// @return why an object is as it is, one clause; empty if there is nothing to say
    public String explain(ResourceKey key, Verdict verdict) {
        if (verdict.isSettled()) {
            return verdict.evidence();
        }
        String more = evidence(key).clause(verdict.evidence());
        return Stream.of(verdict.evidence(), more)
                .filter(part -> !part.isEmpty())
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
    }
}
