package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.pace.Applier;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Dependencies;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Applies the batches of one run and remembers what failed. Holds back only what needs something that failed; the rest
/// goes on. Belongs to the application's owner.
final class BatchApplier {
    private final Context context;
    private final ObjectTable table;
    private final Summons summons;
    private final Map<ResourceKey, StepOutcome.Failure> failures = new TreeMap<>();
    private int writes;

    BatchApplier(Context context, ObjectTable table, Summons summons) {
        this.context = context;
        this.table = table;
        this.summons = summons;
    }

    void reset() {
        failures.clear();
        writes = 0;
    }

    Map<ResourceKey, StepOutcome.Failure> failures() {
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
        List<Applier.Result<Desired>> results = Applier.all(
                due,
                context.settings().workers(),
                summons::isOvertaken,
                wanted -> context.cluster().apply(wanted.manifest(), false));
        for (Applier.Result<Desired> result : results) {
            switch (result.outcome()) {
                case StepOutcome.Applied applied -> {
                    writes += table.applied(result.item(), applied, revision) ? 1 : 0;
                    announceKinds(result.item().manifest());
                }
                case StepOutcome.Failure failure -> failures.put(result.item().key(), failure);
                case StepOutcome.Deleted _ -> throw new IllegalStateException("an apply does not delete");
            }
        }
    }

    private List<Desired> due(Plan.Batch batch) {
        List<Manifest> failed = new ArrayList<>();
        failures.keySet().forEach(object -> table.desired(object).ifPresent(wanted -> failed.add(wanted.manifest())));
        List<Desired> due = new ArrayList<>();
        for (Step step : batch.steps()) {
            if (step.isWrite()) {
                Desired wanted = step.desired();
                Optional<ResourceKey> blocker = Dependencies.blocker(wanted.manifest(), failed);
                if (blocker.isPresent()) {
                    failures.put(
                            wanted.key(),
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

    /// The kinds of a definition can be asked for once it is established; looking too early does no harm.
    void announceKinds(Manifest manifest) {
        if (manifest.key().kind().equals("CustomResourceDefinition")) {
            context.cluster()
                    .kindMayExist(manifest.content().text("spec", "group").orElse(""));
        }
    }
}
