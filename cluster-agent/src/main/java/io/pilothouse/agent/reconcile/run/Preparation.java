package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.FailPoint;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.object.InventoryKeeper;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.object.Target;
import io.pilothouse.core.hook.HookRecord;
import io.pilothouse.core.plan.Declaration;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Planner;
import io.pilothouse.core.plan.Step;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a run ready: its plan, and the cluster's memory of what is about to be done. Belongs to the application's
/// owner.
final class Preparation {
    private final Target target;
    private final ObjectTable table;
    private final InventoryKeeper inventory;

    Preparation(Target target, ObjectTable table, InventoryKeeper inventory) {
        this.target = target;
        this.table = table;
        this.inventory = inventory;
    }

    /// @param isCommanded a person asked for the run
    Plan plan(boolean isCommanded) {
        table.keep(hooks(isCommanded));
        return Planner.plan(target.input());
    }

    /// @return true if there is something to write, to delete or to make
    boolean hasWork() {
        return !table.isMatching() || !Planner.plan(target.input()).isEmpty();
    }

    /// A run that a person commands makes its hooks again; one that is tried again, or goes on after a restart,
    /// does not.
    private HookRecord hooks(boolean isCommanded) {
        Declaration declared = target.declaration();
        if (declared.hooks().isEmpty()) {
            return HookRecord.NONE;
        }
        HookRecord record = table.hooks().begin(declared.run());
        if (declared.isLeaving()) {
            return record;
        }
        return (isCommanded ? record.again() : record).withFarewell(declared.farewell());
    }

    /// Without its namespace nothing of an application can be applied, or even tried.
    ///
    /// @return why it cannot be made, if the policy says so
    Optional<StepOutcome.Failure> createNamespace(Cluster cluster) {
        boolean isWanted = target.policy().options().isCreatingNamespace() && !target.isRemoved();
        return isWanted && table.tenantOf(cluster).createNamespace() instanceof StepOutcome.Failure failure
                ? Optional.of(failure)
                : Optional.empty();
    }

    /// Nothing is applied before the cluster remembers that it is about to be.
    ///
    /// @return true if it does
    boolean writeAhead(Plan plan) {
        Stream.concat(plan.batches().stream(), plan.onFailure().stream())
                .flatMap(batch -> batch.steps().stream())
                .map(Step::desired)
                .forEach(wanted -> table.announce(wanted.key(), wanted.apiVersion(), target.desired()));
        FailPoint.BEFORE_INVENTORY.reached();
        boolean isKept = inventory.keep();
        FailPoint.AFTER_INVENTORY.reached();
        return isKept;
    }
}
