package io.pilothouse.agent.reconcile.drift;

import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.object.Failures;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.object.Sending;
import io.pilothouse.agent.reconcile.pace.Applier;
import io.pilothouse.agent.reconcile.pace.Clocks;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Retry;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Manager;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.ApplyOrder;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.tolerance.Exemptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Sees drift of one application's objects, writes its history, and puts right what the policy says to put right: at
/// once, and what fails again later. Belongs to the application's owner.
public final class DriftKeeper {
    private final ApplicationKey application;
    private final Context context;
    private final ObjectTable table;
    private final Sending sending;
    private final DriftHistory history;
    private final FightBreaker breaker = new FightBreaker();
    private final Map<ResourceKey, List<Truce>> truces = new TreeMap<>();
    private final Map<ResourceKey, Retry> retries = new HashMap<>();
    private final Failures failures;

    public DriftKeeper(ApplicationKey application, Context context, ObjectTable table) {
        this.application = application;
        this.context = context;
        this.table = table;
        this.sending = new Sending(context, table);
        this.failures = new Failures(table::touch);
        this.history = new DriftHistory(application, context, breaker);
    }

    /// Remembers when the owner was told, so that the time to repair counts from there.
    public void sighted(ResourceKey key, Instant at) {
        history.sighted(key, at);
    }

    /// @return fields that are left alone for a while, by object
    public Map<ResourceKey, List<Truce>> truces() {
        return truces;
    }

    /// @return when a truce ends, for people
    public Instant dateOf(Instant moment) {
        return context.clocks().dateOf(moment);
    }

    /// @return why objects could not be put right
    public Failures failures() {
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
    public boolean keep(Revision revision, Set<KindName> listed, Summons summons) throws InterruptedException {
        Instant now = context.now();
        List<Desired> drifted = table.drifted().stream()
                .flatMap(key -> table.desired(key).stream())
                .filter(wanted -> table.live(wanted.key()).isPresent() || listed.contains(KindName.of(wanted)))
                .toList();
        forgetOthers(drifted, now);
        List<Drifted> due = new ArrayList<>();
        for (Desired wanted : drifted) {
            Drifted all = history.note(wanted, table.driftOf(wanted.key()), now);
            Drifted toCorrect = isToBeCorrected(wanted) ? all.without(makeTruces(all, now)) : leave(all);
            history.noted(all, all.without(toCorrect.fields()).fields(), revision);
            if (!toCorrect.fields().isEmpty() && retryOf(wanted.key()).isDue(now)) {
                due.add(toCorrect);
            }
        }
        breaker.tidy(now);
        return !due.isEmpty() && correct(due, revision, summons);
    }

    private boolean isToBeCorrected(Desired wanted) {
        return table.tolerance().treatmentOf(wanted) == SyncPolicy.DriftPolicy.RECONCILE
                && !context.suspensions().isStill(application);
    }

    /// Nothing is corrected, so that there is nothing to fight about, and nothing due.
    private Drifted leave(Drifted one) {
        failures.remove(one.key());
        retries.remove(one.key());
        truces.remove(one.key());
        table.tolerance().giveUp(one.key(), Set.of());
        return one.with(List.of());
    }

    /// @return the fields of an object that are left alone for now
    private List<FieldDrift> makeTruces(Drifted one, Instant now) {
        List<Truce> made = breaker.truces(one.key(), one.fields(), now);
        Set<String> paths = new TreeSet<>();
        made.forEach(truce -> paths.add(truce.field().path()));
        if (made.isEmpty()) {
            truces.remove(one.key());
        } else {
            truces.put(one.key(), made);
        }
        table.tolerance().giveUp(one.key(), paths);
        // an object that is not to be there has no fields, and one that is not to be ours is not to be applied
        boolean isWhole = paths.contains("") || paths.contains(Exemptions.OUR_LABEL);
        return one.fields().stream()
                .filter(field -> isWhole || paths.contains(field.path()))
                .toList();
    }

    /// Kind by kind, as a plan does: what others took away may need each other.
    private boolean correct(List<Drifted> due, Revision revision, Summons summons) throws InterruptedException {
        SortedMap<Integer, List<Drifted>> byRank = new TreeMap<>();
        due.forEach(one -> byRank.computeIfAbsent(ApplyOrder.rank(one.key()), _ -> new ArrayList<>())
                .add(one));
        boolean hasApplied = false;
        for (List<Drifted> batch : byRank.values()) {
            List<Applier.Result<Drifted, StepOutcome>> results = Applier.all(
                    batch,
                    context.settings().workers(),
                    summons::isClosed,
                    one -> sending.apply(one.wanted(), isOnlyByHand(one.fields())));
            Instant now = context.now();
            for (Applier.Result<Drifted, StepOutcome> result : results) {
                Drifted one = result.item();
                switch (result.outcome()) {
                    case StepOutcome.Applied applied -> {
                        hasApplied = true;
                        table.applied(one.wanted(), applied, revision);
                        corrected(one, revision, now);
                    }
                    case StepOutcome.Failure failure -> failed(one, failure, revision, now);
                    case StepOutcome.Deleted _ -> throw new IllegalStateException("an apply does not delete");
                }
            }
        }
        return hasApplied;
    }

    private void corrected(Drifted one, Revision revision, Instant now) {
        breaker.corrected(one.key(), one.fields(), now);
        context.signals().driftCorrected(Duration.between(one.since(), now));
        history.corrected(one, table.driftOf(one.key()), revision, now);
        failures.remove(one.key());
        retries.remove(one.key());
    }

    private void failed(Drifted one, StepOutcome.Failure failure, Revision revision, Instant now) {
        boolean isFirst = failures.put(one.key(), failure);
        if (isFirst && !(failure instanceof StepOutcome.Unreachable)) {
            history.failed(one, revision);
        }
        retryOf(one.key()).failed(List.of(failure), now);
    }

    private static boolean isOnlyByHand(List<FieldDrift> fields) {
        return fields.stream()
                .allMatch(field -> field.kind() != DriftKind.DELETED && Manager.isHandEdit(field.manager()));
    }

    private Retry retryOf(ResourceKey key) {
        return retries.computeIfAbsent(key, _ -> new Retry(context.settings().random()));
    }

    private void forgetOthers(List<Desired> drifted, Instant now) {
        Set<ResourceKey> keys = new HashSet<>();
        drifted.forEach(wanted -> keys.add(wanted.key()));
        history.forgetAllBut(keys);
        failures.keepOnly(keys);
        retries.keySet().retainAll(keys);
        Set<ResourceKey> ended = new HashSet<>();
        truces.forEach((key, made) -> {
            if (!keys.contains(key) && !isUndecided(key, made, now)) {
                ended.add(key);
            }
        });
        truces.keySet().removeAll(ended);
        ended.forEach(key -> table.tolerance().giveUp(key, Set.of()));
    }

    /// A commit that is not applied yet ends no fight.
    private boolean isUndecided(ResourceKey key, List<Truce> made, Instant now) {
        return table.desired(key).filter(wanted -> !table.isApplied(wanted)).isPresent()
                && made.stream().anyMatch(truce -> truce.until().isAfter(now));
    }

    /// @param looked when the owner last looked: what has changed since then by the passing of time alone is due
    /// @return when something is to be looked at again without being told
    public Instant nextDue(Clocks.Moment looked, Instant atLatest) {
        Instant next = table.tolerance()
                .nextEnd(looked.date())
                .map(context.clocks()::momentOf)
                .filter(atLatest::isAfter)
                .orElse(atLatest);
        for (List<Truce> made : truces.values()) {
            for (Truce truce : made) {
                next = truce.until().isBefore(next) ? truce.until() : next;
            }
        }
        for (ResourceKey key : failures.keys()) {
            Instant due = retryOf(key).due();
            next = due.isBefore(next) ? due : next;
        }
        return next;
    }
}
