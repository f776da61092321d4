package io.pilothouse.agent.reconcile.health;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.evidence.Evidence;
import io.pilothouse.core.health.Checkup;
import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.pace.Agenda;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.status.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Judges one application's objects by its rules, and gets evidence about those that fail: when one turns degraded or
/// stuck, not before, and again only when there is something new to say or after a while. Belongs to the application's
/// owner; only evidence arrives from elsewhere.
public final class HealthKeeper {
    private static final Duration SOONEST = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofMinutes(10);
    private static final Duration NO_ROOM = Duration.ofSeconds(5);

    private final ApplicationKey application;
    private final HealthMeans means;
    private final Inquiry desk;
    private final InstantSource clock;
    private final Runnable arrived;
    private final Map<ResourceKey, Wanting> wanting = new HashMap<>();
    private final Agenda<ResourceKey> agenda = new Agenda<>();
    private final Map<ResourceKey, Evidence> known = new ConcurrentHashMap<>();
    private final Set<ResourceKey> fresh = ConcurrentHashMap.newKeySet();
    private List<HealthRule> rules = List.of();
    private Checkup checkup = Checkup.PLAIN;

    /// An object that needs explaining.
    ///
    /// @param verdict the newest
    /// @param asked when evidence was asked for, and what the verdict was then; empty before
    private record Wanting(String apiVersion, Verdict verdict, Optional<Asked> asked) {
        Instant due(Instant now) {
            return asked.map(last -> last.at().plus(last.isStillAbout(verdict) ? AGAIN : SOONEST))
                    .orElse(now);
        }
    }

    private record Asked(Instant at, Verdict verdict) {
        boolean isStillAbout(Verdict newest) {
            return newest.evidence().equals(verdict.evidence())
                    && newest.course().generation() == verdict.course().generation();
        }
    }

    /// Where evidence is to be had.
    public interface Inquiry {
        /// @param answer called once, from another thread
        /// @return false if too much was asked already
        boolean ask(ApplicationKey application, ResourceKey object, String apiVersion, Consumer<Evidence> answer);
    }

    /// @param arrived called from another thread when there is new evidence
    public HealthKeeper(
            ApplicationKey application, HealthMeans means, Inquiry desk, InstantSource clock, Runnable arrived) {
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

    /// Takes note of how an object is now; evidence that it needs is asked for by [#ask].
    ///
    /// @param isLate a run waits for it in vain, so that what is merely progressing needs explaining too
    public void note(ResourceKey key, String apiVersion, Verdict verdict, boolean isLate) {
        boolean isWanting = verdict.health() == Health.DEGRADED || (isLate && verdict.health() == Health.PROGRESSING);
        if (!isWanting) {
            forget(key);
            return;
        }
        Wanting before = wanting.get(key);
        Wanting now = new Wanting(apiVersion, verdict, before == null ? Optional.empty() : before.asked());
        wanting.put(key, now);
        agenda.set(key, Optional.of(now.due(clock.instant())));
    }

    /// Asks for the evidence that is due, as far as the desk has room; what it has no room for stays due.
    public void ask() {
        Instant now = clock.instant();
        for (Optional<ResourceKey> due = agenda.first(now); due.isPresent(); due = agenda.first(now)) {
            ResourceKey key = due.get();
            Wanting one = Objects.requireNonNull(wanting.get(key), "what is due is wanting");
            if (!desk.ask(application, key, one.apiVersion(), evidence -> arrive(key, evidence))) {
                return;
            }
            Wanting asked = new Wanting(one.apiVersion(), one.verdict(), Optional.of(new Asked(now, one.verdict())));
            wanting.put(key, asked);
            agenda.set(key, Optional.of(asked.due(now)));
        }
    }

    /// @return when [#ask] has something to do; not at once, where the desk had no room; empty if never
    public Optional<Instant> nextDue() {
        Instant soonest = clock.instant().plus(NO_ROOM);
        return agenda.next().map(due -> due.isBefore(soonest) ? soonest : due);
    }

    private void arrive(ResourceKey key, Evidence evidence) {
        known.put(key, evidence);
        fresh.add(key);
        arrived.run();
    }

    /// @return objects of which there is other evidence than when this was asked the last time
    public Set<ResourceKey> takeArrived() {
        Set<ResourceKey> taken = Set.copyOf(fresh);
        fresh.removeAll(taken);
        return taken;
    }

    /// Lets go of an object that works, is gone, or is no longer the application's.
    public void forget(ResourceKey key) {
        wanting.remove(key);
        known.remove(key);
        agenda.set(key, Optional.empty());
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
