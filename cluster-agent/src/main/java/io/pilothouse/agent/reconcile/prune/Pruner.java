package io.pilothouse.agent.reconcile.prune;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.FailPoint;
import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.object.Target;
import io.pilothouse.agent.reconcile.pace.Applier;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Planner;
import io.pilothouse.core.plan.Prune;
import io.pilothouse.core.tombstone.Remains;
import io.pilothouse.core.tombstone.Tombstone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what the planner decides about objects that left Git. Belongs to the application's owner.
///
/// What was decided when the run began may be old by the time everything is healthy. So each object is looked at once
/// more, the planner decides again with what is seen, what is to go is kept as a tombstone, and only then it is
/// deleted.
public final class Pruner {
    private static final Logger LOG = LoggerFactory.getLogger(Pruner.class);

    /// So many objects are looked at at once; what the API server takes bounds it further.
    private static final int LOOKS = 8;

    private final ApplicationKey application;
    private final Context context;
    private final ObjectTable table;
    private final Target target;
    private final Summons summons;
    private List<Prune.Delete> due = List.of();
    private List<Prune.Hold> holds = List.of();
    private List<Prune.Yield> yields = List.of();
    private List<InventoryEntry> released = List.of();

    public Pruner(ApplicationKey application, Context context, ObjectTable table, Target target, Summons summons) {
        this.application = application;
        this.context = context;
        this.table = table;
        this.target = target;
        this.summons = summons;
    }

    /// Forgets the last plan.
    public void reset() {
        due = List.of();
        holds = List.of();
        yields = List.of();
        released = List.of();
    }

    /// Takes what a plan says about objects that left Git.
    public void decide(Plan plan) {
        List<Prune.Delete> deletions = new ArrayList<>();
        List<Prune.Hold> held = new ArrayList<>();
        List<Prune.Yield> yielded = new ArrayList<>();
        List<InventoryEntry> free = new ArrayList<>();
        for (Prune prune : plan.prunes()) {
            switch (prune) {
                case Prune.Delete delete -> deletions.add(delete);
                case Prune.Hold hold -> held.add(hold);
                case Prune.Yield yield -> yielded.add(yield);
                case Prune.Keep keep -> {
                    free.add(keep.entry());
                    LOG.atInfo()
                            .addKeyValue("application", application.path())
                            .addKeyValue("object", keep.entry().key().toString())
                            .addKeyValue("reason", keep.reason())
                            .log("left an object that left Git as it is");
                }
                case Prune.Forget forget -> free.add(forget.entry());
            }
        }
        due = List.copyOf(deletions);
        holds = List.copyOf(held);
        yields = List.copyOf(yielded);
        released = List.copyOf(free);
    }

    /// @return what is to be deleted, in this order
    public List<Prune.Delete> due() {
        return due;
    }

    /// @return what waits for somebody's decision
    public List<Prune.Hold> holds() {
        return holds;
    }

    /// @return true if what becomes of an object that left Git hangs on what happens to it
    public boolean isAwaiting(ResourceKey object) {
        return holds.stream().anyMatch(hold -> hold.entry().key().equals(object))
                || yields.stream().anyMatch(yield -> yield.entry().key().equals(object));
    }

    /// @return true if something that left Git is still ours
    public boolean isAwaiting() {
        return !holds.isEmpty() || !yields.isEmpty();
    }

    /// Strikes from the inventory what is no longer ours.
    public void letGo() {
        released.forEach(entry -> table.strike(entry.key()));
        released = List.of();
    }

    /// Looks again at what is due, decides again, and deletes one after the other; stops early if it is overtaken.
    ///
    /// @return what could not be deleted
    public Map<ResourceKey, StepOutcome.Failure> delete() {
        Map<ResourceKey, StepOutcome.Failure> failures = new TreeMap<>();
        Map<ResourceKey, Json.Obj> seen = look(failures);
        decide(Planner.plan(target.input()));
        letGo();
        List<Prune.Delete> sure = due.stream()
                .filter(delete -> seen.containsKey(delete.entry().key()))
                .toList();
        if (sure.isEmpty() || isStopped()) {
            return failures;
        }
        FailPoint.BEFORE_TOMBSTONES.reached();
        try {
            context.tombstones().bury(application, tombstones(sure, seen), context.date());
        } catch (InventoryStore.UnusableException e) {
            sure.forEach(delete -> failures.put(delete.entry().key(), e.failure()));
            return failures;
        }
        FailPoint.AFTER_TOMBSTONES.reached();
        Tenant tenant = table.tenantOf(context.cluster());
        Set<ResourceKey> deleted = new HashSet<>();
        for (Prune.Delete delete : sure) {
            if (isStopped()) {
                return failures;
            }
            delete(tenant, delete, failures);
            deleted.add(delete.entry().key());
            FailPoint.MID_PRUNE.reached();
        }
        FailPoint.AFTER_DELETE.reached();
        due = due.stream()
                .filter(delete -> !deleted.contains(delete.entry().key()))
                .toList();
        return failures;
    }

    /// Somebody may have stopped the application while this waited for a worker or for an answer.
    private boolean isStopped() {
        return summons.isOvertaken() || context.suspensions().isSuspended(application);
    }

    private Map<ResourceKey, Json.Obj> look(Map<ResourceKey, StepOutcome.Failure> failures) {
        Map<ResourceKey, Json.Obj> seen = new HashMap<>();
        for (Applier.Result<InventoryEntry, Cluster.Look> looked : looks()) {
            ResourceKey key = looked.item().key();
            switch (looked.outcome()) {
                case Cluster.Look.Found found -> {
                    table.see(key, found.live());
                    seen.put(key, found.live());
                }
                case Cluster.Look.Missing _ -> table.forget(key);
                case Cluster.Look.Failed failed -> failures.put(key, failed.failure());
            }
        }
        return seen;
    }

    /// What was not looked at, because the agent stops or the run is overtaken, is not deleted.
    private List<Applier.Result<InventoryEntry, Cluster.Look>> looks() {
        try {
            return Applier.all(
                    due.stream().map(Prune.Delete::entry).toList(),
                    LOOKS,
                    this::isStopped,
                    entry -> context.cluster().look(entry.key(), entry.apiVersion()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<Tombstone> tombstones(List<Prune.Delete> sure, Map<ResourceKey, Json.Obj> seen) {
        Instant now = context.date();
        List<Tombstone> tombstones = new ArrayList<>();
        for (Prune.Delete delete : sure) {
            ResourceKey key = delete.entry().key();
            Json.Obj live = seen.getOrDefault(key, Json.Obj.EMPTY);
            tombstones.add(new Tombstone(
                    key,
                    delete.entry().apiVersion(),
                    delete.uid(),
                    target.desired(),
                    now,
                    table.serviceAccount(),
                    Remains.of(key, live)));
        }
        return tombstones;
    }

    private void delete(Tenant tenant, Prune.Delete delete, Map<ResourceKey, StepOutcome.Failure> failures) {
        InventoryEntry entry = delete.entry();
        switch (tenant.delete(entry.key(), entry.apiVersion(), delete.uid())) {
            case StepOutcome.Deleted _ -> {
                table.strike(entry.key());
                table.forget(entry.key());
                LOG.atInfo()
                        .addKeyValue("application", application.path())
                        .addKeyValue("object", entry.key().toString())
                        .log("deleted what left Git");
            }
            case StepOutcome.Failure failure -> failures.put(entry.key(), failure);
            case StepOutcome.Applied _ -> throw new IllegalStateException("a deletion does not apply");
        }
    }
}
