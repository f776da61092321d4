package io.pilothouse.agent.reconcile.report;

import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.health.HealthKeeper;
import io.pilothouse.agent.reconcile.object.Live;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.core.drift.Comparison;
import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.pace.Agenda;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Prune;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.core.status.SyncStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// What is told of each of an application's objects: every one that Git declares, and those that left Git and are kept.
///
/// A row is made anew when something that it is made of has changed, and only then, so that an event costs what it
/// changes and not what there is. That is: what the table knows of the object, why it failed, evidence about it, the
/// passing of time, and for all of them together what is in a [Glance]. Belongs to the application's owner.
public final class Board {
    private static final Origin NOWHERE = new Origin("", 0, 0);

    private final ObjectTable table;
    private final HealthKeeper health;
    private final Function<ResourceKey, Optional<StepOutcome.Failure>> failures;
    private final SortedMap<ResourceKey, ObjectStatus> rows = new TreeMap<>();
    private final Set<ResourceKey> unread = new TreeSet<>();
    private final Census census = new Census();
    private final Agenda<ResourceKey> agenda = new Agenda<>();
    private Map<ResourceKey, Prune.Hold> holds = Map.of();
    private Glance last = Glance.NONE;

    /// @param failures why an object could not be applied or put right; whoever knows has to [ObjectTable#touch] it
    ///     when that changes
    public Board(
            ObjectTable table, HealthKeeper health, Function<ResourceKey, Optional<StepOutcome.Failure>> failures) {
        this.table = table;
        this.health = health;
        this.failures = failures;
    }

    /// Takes what has changed since the last time.
    public void refresh(Glance glance) {
        table.mindEndedRules();
        Set<ResourceKey> stale = new HashSet<>(table.takeTouched());
        stale.addAll(health.takeArrived());
        stale.addAll(agenda.due(glance.now()));
        if (!glance.holds().equals(last.holds())) {
            stale.addAll(holds.keySet());
            holds = byKey(glance.holds());
            stale.addAll(holds.keySet());
        }
        if (glance.isKnown() != last.isKnown() || glance.isBefore(last)) {
            stale.addAll(rows.keySet());
        }
        if (glance.isLate() != last.isLate()) {
            stale.addAll(census.of(Health.PROGRESSING));
        }
        last = glance;
        stale.forEach(key -> refresh(key, glance));
        health.ask();
    }

    private static Map<ResourceKey, Prune.Hold> byKey(List<Prune.Hold> holds) {
        Map<ResourceKey, Prune.Hold> byKey = new TreeMap<>();
        holds.forEach(hold -> byKey.put(hold.entry().key(), hold));
        return byKey;
    }

    private void refresh(ResourceKey key, Glance glance) {
        Optional<Desired> wanted = table.desired(key);
        Optional<Verdict> verdict = table.live(key).map(Live::verdict);
        if (wanted.isPresent() && verdict.isPresent()) {
            health.note(key, wanted.get().apiVersion(), verdict.get().at(glance.now()), glance.isLate());
        } else {
            health.forget(key);
        }
        Optional<ObjectStatus> row = wanted.map(one -> row(one, glance))
                .or(() -> Optional.ofNullable(holds.get(key)).map(hold -> row(hold, glance)));
        agenda.set(key, row.flatMap(_ -> verdict.flatMap(one -> one.changesAfter(glance.looked()))));
        wanted.flatMap(_ -> row).ifPresentOrElse(one -> census.put(key, one.health()), () -> census.remove(key));
        Optional<ObjectStatus> before = Optional.ofNullable(rows.get(key));
        if (!row.equals(before)) {
            row.ifPresentOrElse(one -> rows.put(key, one), () -> rows.remove(key));
            unread.add(key);
        }
    }

    /// @return when a row changes by the passing of time alone; empty if none does
    public Optional<Instant> nextDue() {
        return agenda.next();
    }

    /// @return every row, by key
    public List<ObjectStatus> rows() {
        return List.copyOf(rows.values());
    }

    /// @return the same rows as of now, made without regard to what was made before
    public List<ObjectStatus> anew(Glance glance) {
        SortedMap<ResourceKey, ObjectStatus> all = new TreeMap<>();
        glance.holds().forEach(hold -> all.put(hold.entry().key(), row(hold, glance)));
        table.desired().forEach(wanted -> all.put(wanted.key(), row(wanted, glance)));
        return List.copyOf(all.values());
    }

    /// What somebody who reads the board now and then has missed.
    ///
    /// @param rows new and changed
    /// @param gone rows that are no longer there
    record News(List<ObjectStatus> rows, List<ResourceKey> gone) {}

    /// @return what changed since this was asked the last time
    News takeNews() {
        List<ObjectStatus> changed = new ArrayList<>();
        List<ResourceKey> gone = new ArrayList<>();
        unread.forEach(key -> Optional.ofNullable(rows.get(key)).ifPresentOrElse(changed::add, () -> gone.add(key)));
        unread.clear();
        return new News(changed, gone);
    }

    /// @return how what Git declares is
    Census census() {
        return census;
    }

    /// @return why an object is as it is, one clause; empty if there is nothing to say
    String explain(ResourceKey key) {
        return health.explain(key, verdict(key, last));
    }

    private ObjectStatus row(Prune.Hold hold, Glance glance) {
        ResourceKey key = hold.entry().key();
        return new ObjectStatus(
                key,
                hold.entry().apiVersion(),
                SyncStatus.OUT_OF_SYNC,
                verdict(key, glance).health(),
                "It left Git and is kept: " + hold.reason() + ".",
                List.of(),
                NOWHERE);
    }

    private ObjectStatus row(Desired wanted, Glance glance) {
        ResourceKey key = wanted.key();
        Verdict verdict = verdict(key, glance);
        List<FieldDrift> fields = new ArrayList<>();
        table.live(key).ifPresent(live -> {
            fields.addAll(live.drift());
            fields.addAll(live.unowned());
        });
        if (table.live(key).isEmpty() && table.isApplied(wanted) && glance.isKnown()) {
            fields.add(Comparison.deleted());
        }
        return new ObjectStatus(
                key,
                wanted.apiVersion(),
                sync(wanted, glance),
                verdict.health(),
                failures.apply(key).map(StepOutcome.Failure::message).orElseGet(() -> health.explain(key, verdict)),
                fields.size() <= ObjectStatus.MAX_DRIFT ? fields : fields.subList(0, ObjectStatus.MAX_DRIFT),
                wanted.origin());
    }

    private SyncStatus sync(Desired wanted, Glance glance) {
        if (!glance.isKnown()) {
            return SyncStatus.UNKNOWN;
        }
        return table.matches(wanted) ? SyncStatus.SYNCED : SyncStatus.OUT_OF_SYNC;
    }

    private Verdict verdict(ResourceKey key, Glance glance) {
        return table.live(key)
                .map(live -> live.verdict().at(glance.now()))
                .orElse(glance.isKnown() ? Verdict.missing() : Verdict.unknown(""));
    }
}
