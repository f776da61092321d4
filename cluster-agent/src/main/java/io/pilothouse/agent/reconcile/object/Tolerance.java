package io.pilothouse.agent.reconcile.object;

import io.pilothouse.agent.port.Concessions;
import io.pilothouse.core.drift.Concession;
import io.pilothouse.core.drift.Concession.Extent;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.IgnoreRule;
import io.pilothouse.core.policy.SyncPolicy.DriftPolicy;
import io.pilothouse.core.tolerance.Exemptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What of one application is left to others just now: for as long as the repository says so, or for a while, because
/// they would not give up. Rules end by themselves, so every answer is one of this moment. Changed by one thread;
/// others may ask while that one waits for them.
public final class Tolerance implements Concessions {
    private final InstantSource clock;
    private final Map<ResourceKey, Set<String>> truces = new HashMap<>();
    private Exemptions exemptions = Exemptions.NONE;
    private DriftPolicy policy = DriftPolicy.RECONCILE;
    private Instant minded = Instant.MIN;

    public Tolerance(InstantSource clock) {
        this.clock = clock;
    }

    void govern(ApplicationPolicy declared) {
        exemptions = Exemptions.of(declared.ignore());
        policy = declared.sync().drift();
        minded = clock.instant();
    }

    /// A clock that goes back brings rules back that had ended.
    ///
    /// @return true if another answer may be given about any object than when this was asked the last time
    boolean hasTurned() {
        Instant now = clock.instant();
        boolean hasTurned = now.isBefore(minded)
                || nextEnd(minded).filter(end -> !now.isBefore(end)).isPresent();
        minded = now;
        return hasTurned;
    }

    /// Gives up some fields of an object until told otherwise.
    ///
    /// @param paths empty to want all of it again
    public void giveUp(ResourceKey object, Set<String> paths) {
        if (paths.isEmpty()) {
            truces.remove(object);
        } else {
            truces.put(object, Set.copyOf(paths));
        }
    }

    /// @return what is done about drift of an object
    public DriftPolicy treatmentOf(Desired object) {
        return object.drift().orElse(policy);
    }

    /// @return true if a difference there is no drift
    boolean isIgnored(Desired object, String path) {
        return treatmentOf(object) == DriftPolicy.IGNORE
                || exemptions.exempting(object.key(), path, clock.instant()).isPresent();
    }

    /// @return true if something of the object may be left to others, so that it has to be looked at before it is
    ///     applied
    boolean mayConcern(Desired object) {
        return treatmentOf(object) == DriftPolicy.IGNORE
                || truces.containsKey(object.key())
                || exemptions.areAbout(object.key(), clock.instant());
    }

    /// @return what is left to others now, which nothing changes any more
    public Concessions asOfNow() {
        Instant now = clock.instant();
        Tolerance copy = new Tolerance(() -> now);
        copy.truces.putAll(truces);
        copy.exemptions = exemptions;
        copy.policy = policy;
        return copy;
    }

    @Override
    public Concessions under(ApplicationPolicy declared) {
        Tolerance copy = new Tolerance(clock);
        copy.truces.putAll(truces);
        copy.govern(declared);
        return copy;
    }

    @Override
    public Manifest sent(Desired object, Json.Obj live) {
        Manifest whole = object.manifest();
        return mayConcern(object) ? Concession.of(whole, live, path -> extent(object, path)) : whole;
    }

    /// What is fought over is given up wholly, and what a rule names goes to whoever owns it. Where all of an
    /// object is ignored, a commit is still to arrive: only other programs keep what is theirs.
    private Extent extent(Desired object, String path) {
        boolean isGivenUp = truces.getOrDefault(object.key(), Set.of()).stream()
                .anyMatch(truce -> path.equals(truce) || path.startsWith(truce + "/") || path.startsWith(truce + "["));
        if (path.equals(Exemptions.OUR_LABEL)) {
            return Extent.NONE;
        }
        if (isGivenUp) {
            return Extent.ALL;
        }
        if (exemptions.exempting(object.key(), path, clock.instant()).isPresent()) {
            return Extent.OTHERS;
        }
        return treatmentOf(object) == DriftPolicy.IGNORE ? Extent.CONTROLLERS : Extent.NONE;
    }

    /// @return rules that ended: a person should take them out, or make them longer
    public List<IgnoreRule> expired() {
        return exemptions.expired(clock.instant());
    }

    /// @return when after a date the next rule ends
    public Optional<Instant> nextEnd(Instant after) {
        return exemptions.nextEnd(after);
    }
}
