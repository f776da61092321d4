package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.FailPoint;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Trial;
import io.pilothouse.agent.reconcile.object.Failures;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.object.Sending;
import io.pilothouse.agent.reconcile.pace.Applier;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.depend.Holdback;
import io.pilothouse.core.depend.Rehearsal;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Applies the batches of one run and remembers what failed. Holds back only what needs something that failed; the rest
/// goes on. Belongs to the application's owner.
final class BatchApplier {
    private final Context context;
    private final ObjectTable table;
    private final Summons summons;
    private final Steps steps;
    private final Sending sending;
    private final Failures failures;
    private final Holdback holdback = new Holdback();
    private int writes;

    BatchApplier(Context context, ObjectTable table, Summons summons, Steps steps) {
        this.steps = steps;
        this.context = context;
        this.table = table;
        this.summons = summons;
        this.sending = new Sending(context, table);
        this.failures = new Failures(table::touch);
    }

    void reset() {
        failures.clear();
        holdback.clear();
        writes = 0;
    }

    Failures failures() {
        return failures;
    }

    /// @return how many objects were changed
    int writes() {
        return writes;
    }

    /// Applies one batch; stops early if it is overtaken.
    void apply(Plan.Batch batch, Revision revision) throws InterruptedException {
        List<Desired> due = due(batch);
        if (due.isEmpty()) {
            return;
        }
        List<Applier.Result<Desired, StepOutcome>> results =
                Applier.all(due, context.settings().workers(), summons::isOvertaken, wanted -> {
                    StepOutcome outcome = sending.apply(wanted, false);
                    FailPoint.MID_APPLY.reached();
                    return outcome;
                });
        for (Applier.Result<Desired, StepOutcome> result : results) {
            switch (result.outcome()) {
                case StepOutcome.Applied applied -> {
                    boolean isChanged = table.applied(result.item(), applied, revision);
                    writes += isChanged ? 1 : 0;
                    steps.applied(result.item().key(), applied.isCreated(), isChanged);
                    announceKinds(result.item());
                }
                case StepOutcome.Failure failure -> fail(result.item(), failure);
                case StepOutcome.Deleted _ -> throw new IllegalStateException("an apply does not delete");
            }
        }
    }

    /// Tries all that a plan applies without effect, and remembers what would be refused.
    void rehearse(Plan plan) throws InterruptedException {
        List<Desired> due =
                plan.steps().filter(Step::isWrite).map(Step::desired).toList();
        List<Manifest> together = due.stream().map(Desired::manifest).toList();
        List<Applier.Result<Desired, Trial>> results =
                Applier.all(due, context.settings().workers(), summons::isOvertaken, sending::rehearse);
        for (Applier.Result<Desired, Trial> result : results) {
            if (result.outcome() instanceof Trial.Refused(StepOutcome.Failure failure)
                    && !isExcused(failure, result.item().manifest(), together)) {
                fail(result.item(), failure);
            }
        }
    }

    private static boolean isExcused(StepOutcome.Failure failure, Manifest manifest, List<Manifest> together) {
        return switch (failure.code()) {
            case Codes.NO_NAMESPACE -> Rehearsal.bringsNamespace(manifest, together);
            case Codes.UNKNOWN_KIND -> Rehearsal.bringsKind(manifest, together);
            default -> false;
        };
    }

    private List<Desired> due(Plan.Batch batch) {
        List<Desired> due = new ArrayList<>();
        for (Step step : batch.steps()) {
            if (step.isWrite() && !(step instanceof Step.Hook)) {
                Desired wanted = step.desired();
                Optional<ResourceKey> blocker = holdback.blocker(wanted.manifest());
                if (blocker.isPresent()) {
                    fail(
                            wanted,
                            new StepOutcome.Rejected(
                                    Codes.DEPENDENCY,
                                    wanted.key() + " waits for " + blocker.get() + ", which was not applied."));
                } else {
                    due.add(wanted);
                }
            }
        }
        return due;
    }

    private void fail(Desired wanted, StepOutcome.Failure failure) {
        failures.put(wanted.key(), failure);
        steps.failed(wanted.key(), failure);
        holdback.add(wanted.manifest());
    }

    /// The kinds of a definition can be asked for once it is established; looking too early does no harm.
    void announceKinds(Desired applied) {
        if (applied.key().kind().equals("CustomResourceDefinition")) {
            context.cluster()
                    .kindMayExist(
                            applied.manifest().content().text("spec", "group").orElse(""));
        }
    }
}
