package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.FailPoint;
import io.pilothouse.agent.port.SignalSink;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.object.InventoryKeeper;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.object.Target;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.agent.reconcile.prune.Pruner;
import io.pilothouse.core.annotation.HookPhase;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Prune;
import io.pilothouse.core.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one run does between its plan and its end: writes the inventory ahead, applies with hooks before and among,
/// waits for health, makes the hooks after it, prunes, writes the inventory. Each step says at which [Stage] the run
/// stands then; who keeps the stage is the [Rollout]. Belongs to the application's owner.
final class Run {
    private final RollCall rollCall = new RollCall();
    private final ApplicationKey key;
    private final Context context;
    private final ObjectTable table;
    private final Summons summons;
    private final InventoryKeeper inventory;
    private final Target target;
    private final Pruner pruner;
    private final Changes changes;
    private final Attempts attempts;
    private final Steps steps = new Steps();
    private final BatchApplier applier;
    private final HookRunner hooks;
    private final HealthGate health;
    private final Passage passage;
    private final Preparation preparation;

    private Plan plan = Plan.NOTHING;
    private Section section = Section.OBJECTS;
    private Stage afterFailing = Stage.FAILED;
    private Instant started = Instant.MIN;
    private boolean isRunning;
    private boolean hasWorker;

    /// What a run goes through, in this order; between the first two all objects become healthy, between the last
    /// two what left Git is deleted.
    private enum Section {
        OBJECTS,
        AFTER_HEALTH,
        AFTER_PRUNE
    }

    Run(
            ApplicationKey key,
            Context context,
            ObjectTable table,
            Summons summons,
            InventoryKeeper inventory,
            Target target,
            Pruner pruner) {
        this.key = key;
        this.context = context;
        this.table = table;
        this.summons = summons;
        this.inventory = inventory;
        this.target = target;
        this.pruner = pruner;
        this.changes = new Changes(context);
        this.attempts = new Attempts(context);
        this.applier = new BatchApplier(context, table, summons, steps);
        this.hooks = new HookRunner(key, context, table, steps);
        this.health = new HealthGate(context, table);
        this.passage = new Passage(target, summons, inventory, applier, hooks, health);
        this.preparation = new Preparation(target, table, inventory);
    }

    Steps steps() {
        return steps;
    }

    BatchApplier applier() {
        return applier;
    }

    HookRunner hooks() {
        return hooks;
    }

    Attempts attempts() {
        return attempts;
    }

    Changes changes() {
        return changes;
    }

    Preparation preparation() {
        return preparation;
    }

    /// @return true from its plan to its end, a good or a bad one
    boolean isRunning() {
        return isRunning;
    }

    /// Forgets everything about the run before, because something else is wanted.
    void forget() {
        applier.reset();
        pruner.reset();
        hooks.reset();
        inventory.clearTrouble();
        isRunning = false;
    }

    /// What was begun is left as it is.
    void abandon() {
        hooks.reset();
        isRunning = false;
    }

    /// @return when it can go on at the latest, without being told
    Instant deadline(Instant after) {
        Instant hook = hooks.nextChange(after);
        return hook.isBefore(health.deadline()) ? hook : health.deadline();
    }

    /// Plans.
    ///
    /// @param isCommanded a person asked for it
    /// @return [Stage#HEALTH] if there is nothing to write, else [Stage#APPLYING]: then [#apply] goes on
    Stage begin(boolean isCommanded) {
        plan = preparation.plan(isCommanded);
        forget();
        steps.clear();
        isRunning = true;
        pruner.decide(plan);
        started = context.now();
        health.begin(target.policy().timeout());
        if (plan.steps().anyMatch(Step::isWrite)) {
            return Stage.APPLYING;
        }
        section = Section.AFTER_HEALTH;
        return Stage.HEALTH;
    }

    /// Something that needs one of the workers that all applications share.
    private interface Work {
        /// @param waited for the worker
        Stage go(Duration waited) throws InterruptedException;
    }

    /// What is at work already goes on with the worker it has: if all of them waited for a second one, none would
    /// ever get it.
    private Stage atWork(Work work) throws InterruptedException {
        if (hasWorker) {
            return work.go(Duration.ZERO);
        }
        Duration waited = context.workers().acquire();
        hasWorker = true;
        try {
            return work.go(waited);
        } finally {
            hasWorker = false;
            context.workers().release();
        }
    }

    /// Applies what was planned, as far as it goes.
    Stage apply() throws InterruptedException {
        return atWork(waited -> {
            context.signals().runStarted(waited);
            Optional<StepOutcome.Failure> noNamespace = preparation.createNamespace(context.cluster());
            if (noNamespace.isPresent()) {
                return fail(List.of(noNamespace.get()));
            }
            if (!preparation.writeAhead(plan)) {
                return failToRemember();
            }
            if (target.policy().options().isAllOrNothing()) {
                applier.rehearse(plan);
            }
            return applier.failures().isEmpty()
                    ? enter(Section.OBJECTS, plan.batches(HookPhase.PRE_DELETE, HookPhase.PRE_SYNC, HookPhase.SYNC))
                    : fail(List.copyOf(applier.failures().values()));
        });
    }

    /// Goes on from a barrier.
    Stage goOn() throws InterruptedException {
        return atWork(_ -> pass());
    }

    private Stage enter(Section next, List<Plan.Batch> batches) throws InterruptedException {
        section = next;
        passage.begin(batches, false);
        return pass();
    }

    private Stage pass() throws InterruptedException {
        return switch (passage.advance()) {
            case WAITING -> inventory.keep() ? Stage.BARRIER : failToRemember();
            case OVERTAKEN -> {
                if (!summons.isClosed()) {
                    inventory.keep();
                }
                yield Stage.APPLYING;
            }
            case STOPPED -> {
                if (section == Section.OBJECTS) {
                    tellApplied();
                }
                yield inventory.keep() ? fail(List.copyOf(applier.failures().values())) : failToRemember();
            }
            case DONE ->
                switch (section) {
                    case OBJECTS -> applied();
                    case AFTER_HEALTH -> prune();
                    case AFTER_PRUNE -> finish();
                };
        };
    }

    private Stage applied() {
        target.reached();
        FailPoint.BEFORE_CONFIRMATION.reached();
        if (!inventory.keep()) {
            return failToRemember();
        }
        tellApplied();
        health.begin(target.policy().timeout());
        return Stage.HEALTH;
    }

    private void tellApplied() {
        context.signals().runApplied(Duration.between(started, context.now()), applier.writes());
    }

    /// Waits for all objects together. What becomes healthy after its time still goes on.
    ///
    /// @param stage at which the run stands: in time, or too late already
    Stage awaitHealth(Stage stage) throws InterruptedException {
        if (stage == Stage.UNHEALTHY && context.suspensions().isSuspended(key)) {
            // what came to an end, if a bad one, does not go on while it is to stand still
            return stage;
        }
        if (rollCall.isComplete(target.declaration().objects(), health::isHealthy)) {
            // what is left is from the hooks that the delay called for
            applier.failures().clear();
            List<Plan.Batch> after = plan.batches(HookPhase.POST_SYNC);
            return after.isEmpty() ? prune() : atWork(_ -> enter(Section.AFTER_HEALTH, after));
        }
        if (stage == Stage.HEALTH && health.isLate()) {
            changes.end(SignalSink.ChangeResult.FAILED);
            return makeFailureKnown(Stage.UNHEALTHY);
        }
        return stage;
    }

    private Stage prune() throws InterruptedException {
        boolean isDeleting = !pruner.due().isEmpty();
        if (context.suspensions().isSuspended(key) && isDeleting) {
            return Stage.QUEUED;
        }
        pruner.letGo();
        if (isDeleting) {
            atWork(_ -> {
                delete();
                return Stage.APPLYING;
            });
            if (summons.isOvertaken()) {
                inventory.keep();
                return Stage.APPLYING;
            }
            if (context.suspensions().isSuspended(key) && !pruner.due().isEmpty()) {
                inventory.keep();
                return Stage.QUEUED;
            }
        }
        if (!applier.failures().isEmpty()) {
            inventory.keep();
            return fail(List.copyOf(applier.failures().values()));
        }
        List<Plan.Batch> after = plan.batches(HookPhase.POST_DELETE);
        return after.isEmpty() || !pruner.holds().isEmpty() ? finish() : atWork(_ -> enter(Section.AFTER_PRUNE, after));
    }

    private void delete() {
        List<Prune.Delete> due = pruner.due();
        Map<ResourceKey, StepOutcome.Failure> failed = pruner.delete();
        List<Prune.Delete> left = pruner.due();
        due.stream()
                .filter(one ->
                        !left.contains(one) && !failed.containsKey(one.entry().key()))
                .forEach(one -> steps.deleted(one.entry().key()));
        failed.forEach(steps::failed);
        applier.failures().putAll(failed);
    }

    private Stage finish() {
        target.reached();
        if (target.isRemoved() && pruner.holds().isEmpty()) {
            hooks.sweep(target.declaration().hooks());
        }
        boolean isGone = target.isRemoved() && table.entries().isEmpty();
        if (!(isGone ? inventory.remove() : inventory.keep())) {
            return failToRemember();
        }
        isRunning = false;
        changes.end(SignalSink.ChangeResult.SUCCEEDED);
        return Stage.SUCCEEDED;
    }

    private Stage failToRemember() {
        return fail(List.of(inventory.trouble().orElseThrow()));
    }

    /// Ends the run for now; it is tried again when that is due.
    Stage fail(List<StepOutcome.Failure> outcomes) {
        attempts.failed(outcomes);
        boolean isFinal = outcomes.stream().anyMatch(o -> !(o instanceof StepOutcome.Unreachable));
        boolean isRun = isRunning;
        isRunning = false;
        if (!isFinal) {
            return Stage.FAILED;
        }
        changes.end(SignalSink.ChangeResult.FAILED);
        return isRun ? makeFailureKnown(Stage.FAILED) : Stage.FAILED;
    }

    /// Hooks for a failure are made once per run, whatever comes of them.
    private Stage makeFailureKnown(Stage failure) {
        boolean isDue = plan.onFailure().stream()
                .flatMap(batch -> batch.steps().stream())
                .anyMatch(
                        step -> step instanceof Step.Hook hook && !table.hooks().hasEnded(hook.hook()));
        if (!isDue) {
            return failure;
        }
        afterFailing = failure;
        passage.begin(plan.onFailure(), true);
        health.begin(target.policy().timeout());
        return Stage.FAILING;
    }

    /// Makes the hooks for a failure.
    Stage goOnFailing() throws InterruptedException {
        if (passage.advance() == Passage.Progress.WAITING) {
            return Stage.FAILING;
        }
        plan.onFailure().stream().flatMap(batch -> batch.steps().stream()).forEach(step -> {
            if (step instanceof Step.Hook made) {
                table.keep(table.hooks().with(made.hook()));
            }
        });
        inventory.keep();
        return afterFailing;
    }
}
