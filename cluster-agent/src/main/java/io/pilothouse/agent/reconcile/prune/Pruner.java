package io.pilothouse.agent.reconcile.prune;

import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Prune;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what the planner decided about objects that left Git. Belongs to the application's owner.
public final class Pruner {
    private static final Logger LOG = LoggerFactory.getLogger(Pruner.class);

    private final ApplicationKey application;
    private final Context context;
    private final ObjectTable table;
    private final Summons summons;
    private List<Prune.Delete> due = List.of();
    private List<Prune.Hold> holds = List.of();
    private List<InventoryEntry> released = List.of();

    public Pruner(ApplicationKey application, Context context, ObjectTable table, Summons summons) {
        this.application = application;
        this.context = context;
        this.table = table;
        this.summons = summons;
    }

    /// Forgets the last plan.
    public void reset() {
        due = List.of();
        holds = List.of();
        released = List.of();
    }

    /// Takes what a plan says about objects that left Git.
    public void decide(Plan plan) {
        List<Prune.Delete> deletions = new ArrayList<>();
        List<Prune.Hold> held = new ArrayList<>();
        List<InventoryEntry> free = new ArrayList<>();
        for (Prune prune : plan.prunes()) {
            switch (prune) {
                case Prune.Delete delete -> deletions.add(delete);
                case Prune.Hold hold -> held.add(hold);
                case Prune.Keep keep -> {
                    free.add(keep.entry());
                    LOG.atInfo()
                            .addKeyValue("application", application.path())
                            .addKeyValue("object", keep.entry().key().toString())
                            .addKeyValue("reason", keep.reason())
                            .log("left an object that left Git as it is");
                }
                case Prune.Forget forget -> free.add(forget.entry());
                case Prune.Yield _ -> {}
            }
        }
        due = List.copyOf(deletions);
        holds = List.copyOf(held);
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

    /// Strikes from the inventory what is no longer ours.
    public void letGo() {
        released.forEach(entry -> table.strike(entry.key()));
        released = List.of();
    }

    /// Deletes one after the other; stops early if it is overtaken.
    ///
    /// @return what could not be deleted
    public Map<ResourceKey, StepOutcome.Failure> delete(List<Prune.Delete> deletions) {
        Map<ResourceKey, StepOutcome.Failure> failures = new TreeMap<>();
        Tenant tenant = table.tenantOf(context.cluster());
        for (Prune.Delete delete : deletions) {
            if (summons.isOvertaken()) {
                return failures;
            }
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
        due = List.of();
        return failures;
    }
}
