package io.pilothouse.agent.reconcile.drift;

import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.pace.Applier;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Retry;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Manager;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.ObjectStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Sees drift of one application's objects, writes its history, and puts right what the policy says to put right.
/// Belongs
/// to the application's owner.
public final class DriftKeeper {
    private final ApplicationKey application;
    private final Context context;
    private final ObjectTable table;
    private final FightBreaker breaker = new FightBreaker();
    private final Map<ResourceKey, Noted> noted = new HashMap<>();
    private final Map<ResourceKey, Instant> sighted = new HashMap<>();
    private final Map<ResourceKey, FightBreaker.Truce> truces = new TreeMap<>();
    private final Map<ResourceKey, Retry> retries = new HashMap<>();
    private final Map<ResourceKey, StepOutcome.Failure> failures = new TreeMap<>();

    public DriftKeeper(ApplicationKey application, Context context, ObjectTable table) {
        this.application = application;
        this.context = context;
        this.table = table;
    }

    /// Drift that is in the history already.
    private record Noted(List<FieldDrift> fields, Instant since) {}

    /// An object that differs.
    ///
    /// @param since when the owner was told
    /// @param isNew its drift is not in the history yet
    private record Drifted(Desired wanted, List<FieldDrift> fields, Instant since, boolean isNew) {
        ResourceKey key() {
            return wanted.key();
        }
    }

    /// Remembers when the owner was told, so that the time to repair counts from there.
    public void sighted(ResourceKey key, Instant at) {
        sighted.putIfAbsent(key, at);
    }

    /// @return fields that are left alone for a while, by object
    public Map<ResourceKey, FightBreaker.Truce> truces() {
        return truces;
    }

    /// @return why objects could not be put right
    public Map<ResourceKey, StepOutcome.Failure> failures() {
        return failures;
    }

    /// A person asks to try again at once.
    public void encourage() {
        retries.clear();
    }

    /// Looks at all drift there is.
    ///
    /// @param listed kinds of which a missing object is known to be missing
    /// @return true if an object was applied, so that the inventory may have changed
    public boolean keep(Revision revision, SyncPolicy policy, Set<KindName> listed, Summons summons)
            throws InterruptedException {
        Instant now = context.now();
        List<Desired> drifted = table.drifted().stream()
                .filter(wanted ->
                        table.live(wanted.key()).isPresent() || listed.contains(KindName.of(wanted.manifest())))
                .toList();
        forgetOthers(drifted);
        List<Drifted> due = new ArrayList<>();
        for (Desired wanted : drifted) {
            Drifted one = note(wanted, now);
            if (isToBeCorrected(wanted, policy)) {
                Optional<FightBreaker.Truce> truce = breaker.check(wanted.key(), one.fields(), now);
                truce.ifPresentOrElse(t -> truces.put(wanted.key(), t), () -> truces.remove(wanted.key()));
                if (truce.isPresent()) {
                    noted(one, revision);
                } else if (retryOf(wanted.key()).isDue(now)) {
                    due.add(one);
                }
            } else {
                noted(one, revision);
            }
        }
        breaker.tidy(now);
        return !due.isEmpty() && correct(due, revision, summons);
    }

    private boolean isToBeCorrected(Desired wanted, SyncPolicy policy) {
        return policy.drift() == SyncPolicy.DriftPolicy.RECONCILE
                && !wanted.manifest().annotation("pilothouse.io/drift").equals("notify")
                && !context.suspensions().isSuspended(application);
    }

    private boolean correct(List<Drifted> due, Revision revision, Summons summons) throws InterruptedException {
        List<Applier.Result<Drifted>> results = Applier.all(
                due,
                context.settings().workers(),
                summons::isClosed,
                one -> context.cluster().apply(one.wanted().manifest(), isOnlyByHand(one.fields())));
        Instant now = context.now();
        boolean hasApplied = false;
        for (Applier.Result<Drifted> result : results) {
            Drifted one = result.item();
            switch (result.outcome()) {
                case StepOutcome.Applied applied -> {
                    hasApplied = true;
                    table.applied(one.wanted(), applied, revision);
                    breaker.corrected(one.key(), one.fields(), now);
                    context.signals().driftCorrected(Duration.between(one.since(), now));
                    record(one, revision, DriftRecord.Action.CORRECTED, now);
                    forget(one.key());
                }
                case StepOutcome.Failure failure -> failed(one, failure, revision, now);
                case StepOutcome.Deleted _ -> throw new IllegalStateException("an apply does not delete");
            }
        }
        return hasApplied;
    }

    private void failed(Drifted one, StepOutcome.Failure failure, Revision revision, Instant now) {
        boolean isFirst = failures.put(one.key(), failure) == null;
        if (!(failure instanceof StepOutcome.Unreachable)) {
            breaker.corrected(one.key(), one.fields(), now);
            if (isFirst) {
                record(one, revision, DriftRecord.Action.FAILED, now);
            }
        }
        retryOf(one.key()).failed(List.of(failure), now);
    }

    private static boolean isOnlyByHand(List<FieldDrift> fields) {
        return fields.stream()
                .allMatch(field -> field.kind() != DriftKind.DELETED && Manager.isHandEdit(field.manager()));
    }

    private Drifted note(Desired wanted, Instant now) {
        List<FieldDrift> fields = table.driftOf(wanted);
        Noted before = noted.get(wanted.key());
        boolean isNew = before == null || !before.fields().equals(fields);
        Instant since = before == null ? sighted.getOrDefault(wanted.key(), now) : before.since();
        if (isNew) {
            noted.put(wanted.key(), new Noted(fields, since));
            context.signals().driftDetected();
        }
        return new Drifted(wanted, fields, since, isNew);
    }

    private void noted(Drifted one, Revision revision) {
        if (one.isNew()) {
            record(one, revision, DriftRecord.Action.NOTED, one.since());
        }
    }

    private void record(Drifted one, Revision revision, DriftRecord.Action action, Instant end) {
        List<FieldDrift> fields = one.fields().size() <= ObjectStatus.MAX_DRIFT
                ? one.fields()
                : one.fields().subList(0, ObjectStatus.MAX_DRIFT);
        long repair = action == DriftRecord.Action.CORRECTED
                ? Math.max(1, Duration.between(one.since(), end).toMillis())
                : 0;
        context.reports()
                .report(new AgentReport.Event(new FleetEvent.DriftReported(
                        new DriftRecord(application, one.key(), revision, action, fields, one.since(), repair))));
    }

    private Retry retryOf(ResourceKey key) {
        return retries.computeIfAbsent(key, _ -> new Retry(context.settings().random()));
    }

    private void forgetOthers(List<Desired> drifted) {
        Set<ResourceKey> keys = new HashSet<>();
        drifted.forEach(wanted -> keys.add(wanted.key()));
        noted.keySet().retainAll(keys);
        sighted.keySet().retainAll(keys);
        truces.keySet().retainAll(keys);
        failures.keySet().retainAll(keys);
        retries.keySet().retainAll(keys);
    }

    private void forget(ResourceKey key) {
        noted.remove(key);
        sighted.remove(key);
        truces.remove(key);
        failures.remove(key);
        retries.remove(key);
    }

    /// @return when something is to be looked at again without being told
    public Instant nextDue(Instant atLatest) {
        Instant next = atLatest;
        for (FightBreaker.Truce truce : truces.values()) {
            next = truce.until().isBefore(next) ? truce.until() : next;
        }
        for (ResourceKey key : failures.keySet()) {
            Instant due = retryOf(key).due();
            next = due.isBefore(next) ? due : next;
        }
        return next;
    }
}
