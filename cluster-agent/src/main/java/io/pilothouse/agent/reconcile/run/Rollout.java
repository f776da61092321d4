package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.SignalSink;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.object.Assignment;
import io.pilothouse.agent.reconcile.object.InventoryKeeper;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.object.Target;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Retry;
import io.pilothouse.agent.reconcile.pace.Sentence;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.agent.reconcile.prune.Pruner;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Planner;
import io.pilothouse.core.plan.Prune;
import io.pilothouse.core.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Brings one application to where its assignment wants it: plan, write the inventory ahead, apply batch by batch, wait
/// for health, prune, write the inventory. Goes as far as it can each time it is asked to [#advance]; see [Stage] for
/// where it can stand still. Belongs to the application's owner.
public final class Rollout {
    private final ApplicationKey key;
    private final Context context;
    private final ObjectTable table;
    private final Summons summons;
    private final InventoryKeeper inventory;
    private final BatchApplier applier;
    private final Pruner pruner;
    private final Target target;
    private final HealthGate health;
    private final Changes changes;
    private final Retry retry;
    private final Runnable beginning;

    private Stage stage = Stage.IDLE;
    private Plan plan = new Plan(Revision.NONE, List.of(), List.of());
    private int nextBatch;
    private Instant runStarted = Instant.MIN;
    private Optional<Sentence> waiting = Optional.empty();
    private boolean isCommanded;

    /// @param beginning called before the first request of a run
    public Rollout(
            ApplicationKey key,
            Context context,
            ObjectTable table,
            Summons summons,
            InventoryKeeper inventory,
            Runnable beginning) {
        this.key = key;
        this.context = context;
        this.table = table;
        this.summons = summons;
        this.inventory = inventory;
        this.applier = new BatchApplier(context, table, summons);
        this.pruner = new Pruner(key, context, table, summons);
        this.target = new Target(key, table);
        this.health = new HealthGate(context, table);
        this.changes = new Changes(context);
        this.retry = new Retry(context.settings().random());
        this.beginning = beginning;
    }

    /// @return where the run is
    public Stage stage() {
        return stage;
    }

    /// @return where the application is to go
    public Target target() {
        return target;
    }

    /// @return what failed in this run, by object
    public Map<ResourceKey, StepOutcome.Failure> failures() {
        return applier.failures();
    }

    /// @return deletions that wait for somebody's decision
    public List<Prune.Hold> holds() {
        return pruner.holds();
    }

    /// @return why a run does not begin; empty if it does not wait
    public Optional<Sentence> waiting() {
        return waiting;
    }

    /// @return when it can go further without being told, at the latest
    public Instant nextDue(Instant atLatest) {
        Instant due = switch (stage) {
            case FAILED -> retry.due();
            case HEALTH, BARRIER -> health.deadline();
            case IDLE, QUEUED, APPLYING, UNHEALTHY, SUCCEEDED -> atLatest;
        };
        return due.isBefore(atLatest) ? due : atLatest;
    }

    /// @return true if nothing of the application is left
    public boolean isOver() {
        return stage == Stage.SUCCEEDED && target.isRemoved() && table.entries().isEmpty();
    }

    /// @return true if the layer after this one need not wait for it
    public boolean isPastApply() {
        return switch (stage) {
            case QUEUED -> waiting.isPresent();
            case IDLE, APPLYING, BARRIER -> false;
            case HEALTH, UNHEALTHY, SUCCEEDED, FAILED -> true;
        };
    }

    /// Takes what Git declares now, and begins anew.
    public void begin(Assignment.Declared declared) {
        begin(declared, target.declare(declared));
    }

    /// Takes that the folder is gone, and begins anew.
    public void begin(Assignment.Removed removed) {
        target.remove(removed);
        begin(removed, true);
    }

    private void begin(Assignment assignment, boolean isNew) {
        changes.begin(assignment.seenAt(), isNew);
        applier.reset();
        pruner.reset();
        inventory.clearTrouble();
        retry.reset();
        stage = Stage.QUEUED;
    }

    /// Plans and runs again: a person wants it, or decided something.
    public void again(boolean isByCommand) {
        isCommanded |= isByCommand;
        if (target.isKnown()) {
            retry.reset();
            stage = Stage.QUEUED;
        }
    }

    /// Goes as far as it can.
    ///
    /// @param listed kinds of which a missing object is known to be missing
    public void advance(Set<KindName> listed) throws InterruptedException {
        Stage before;
        do {
            before = stage;
            switch (stage) {
                case IDLE, SUCCEEDED -> {}
                case QUEUED -> {
                    if (mayRun(listed.containsAll(table.kinds()))) {
                        run();
                    }
                }
                // overtaken in the middle, and what overtook it was a refusal: once more from the start
                case APPLYING -> stage = Stage.QUEUED;
                case BARRIER -> passBarrier();
                case HEALTH, UNHEALTHY -> awaitHealth();
                case FAILED -> {
                    if (retry.isDue(context.now()) && !context.suspensions().isSuspended(key)) {
                        stage = Stage.QUEUED;
                    }
                }
            }
        } while (stage != before && !summons.isOvertaken());
    }

    private boolean mayRun(boolean isKnown) {
        boolean isManual = isKnown && StartCheck.isManual(target.policy(), isCommanded);
        waiting = StartCheck.check(key, context, target.desired(), isManual, this::hasWork);
        return waiting.isEmpty() && isKnown;
    }

    private boolean hasWork() {
        return !Planner.plan(target.input()).isEmpty();
    }

    private void run() throws InterruptedException {
        plan = Planner.plan(target.input());
        nextBatch = 0;
        applier.reset();
        pruner.decide(plan);
        inventory.clearTrouble();
        isCommanded = false;
        runStarted = context.now();
        health.begin(target.policy().timeout());
        if (plan.steps().noneMatch(Step::isWrite)) {
            nextBatch = plan.batches().size();
            stage = Stage.HEALTH;
            return;
        }
        stage = Stage.APPLYING;
        beginning.run();
        withWorker(waited -> {
            context.signals().runStarted(waited);
            if (writeAhead()) {
                applyBatches();
            }
        });
    }

    private interface Work {
        /// @param waited for the worker
        void run(Duration waited) throws InterruptedException;
    }

    private void withWorker(Work work) throws InterruptedException {
        Duration waited = context.workers().acquire();
        try {
            work.run(waited);
        } finally {
            context.workers().release();
        }
    }

    /// Nothing is applied before the cluster remembers that it is about to be.
    private boolean writeAhead() {
        plan.steps()
                .map(step -> step.desired().manifest())
                .forEach(manifest -> table.announce(manifest.key(), manifest.apiVersion(), target.desired()));
        return keepInventory();
    }

    private boolean keepInventory() {
        boolean isKept = inventory.keep();
        if (!isKept) {
            fail(List.of(inventory.trouble().orElseThrow()));
        }
        return isKept;
    }

    private void applyBatches() throws InterruptedException {
        while (nextBatch < plan.batches().size()) {
            Plan.Batch batch = plan.batches().get(nextBatch);
            if (nextBatch > 0) {
                Plan.Batch before = plan.batches().get(nextBatch - 1);
                if (isBarrier(before, batch) && !done(nextBatch).allMatch(this::isHealthyOrFailed)) {
                    stage = Stage.BARRIER;
                    health.begin(target.policy().timeout());
                    keepInventory();
                    return;
                }
                if (before.wave() != batch.wave() && !failures().isEmpty()) {
                    break;
                }
            }
            applier.apply(batch, target.desired());
            if (summons.isOvertaken()) {
                if (!summons.isClosed()) {
                    inventory.keep();
                }
                return;
            }
            nextBatch++;
        }
        finishApply();
    }

    private void finishApply() {
        if (failures().isEmpty()) {
            target.reached();
        }
        boolean isKept = keepInventory();
        context.signals().runApplied(Duration.between(runStarted, context.now()), applier.writes());
        if (!isKept) {
            return;
        }
        if (failures().isEmpty()) {
            health.begin(target.policy().timeout());
            stage = Stage.HEALTH;
        } else {
            fail(List.copyOf(failures().values()));
        }
    }

    /// Ends the run for now; it is tried again when that is due.
    public void fail(List<StepOutcome.Failure> outcomes) {
        stage = Stage.FAILED;
        retry.failed(outcomes, context.now());
        boolean isFinal = outcomes.stream().anyMatch(o -> !(o instanceof StepOutcome.Unreachable));
        if (isFinal) {
            changes.end(SignalSink.ChangeResult.FAILED);
        }
    }

    private static boolean isBarrier(Plan.Batch before, Plan.Batch after) {
        // definitions come first of all, and their kinds exist only when they are established
        return before.wave() != after.wave() || (before.rank() == 0 && after.rank() != 0);
    }

    private Stream<Desired> done(int batches) {
        return plan.batches().subList(0, batches).stream()
                .flatMap(batch -> batch.steps().stream())
                .map(Step::desired);
    }

    private boolean isHealthyOrFailed(Desired wanted) {
        return failures().containsKey(wanted.key()) || health.letsPass(wanted);
    }

    private void passBarrier() throws InterruptedException {
        if (done(nextBatch).allMatch(this::isHealthyOrFailed)) {
            done(nextBatch).forEach(wanted -> applier.announceKinds(wanted.manifest()));
            stage = Stage.APPLYING;
            withWorker(_ -> applyBatches());
        } else if (health.isLate()) {
            done(nextBatch)
                    .filter(wanted -> !isHealthyOrFailed(wanted))
                    .toList()
                    .forEach(wanted -> failures()
                            .put(
                                    wanted.key(),
                                    health.late(wanted, target.policy().timeout())));
            fail(List.copyOf(failures().values()));
        }
    }

    private void awaitHealth() throws InterruptedException {
        if (table.desired().stream().allMatch(health::isHealthy)) {
            prune();
        } else if (stage == Stage.HEALTH && health.isLate()) {
            stage = Stage.UNHEALTHY;
            changes.end(SignalSink.ChangeResult.FAILED);
        }
    }

    private void prune() throws InterruptedException {
        List<Prune.Delete> deletions = new ArrayList<>(pruner.due());
        if (context.suspensions().isSuspended(key) && !deletions.isEmpty()) {
            stage = Stage.QUEUED;
            return;
        }
        pruner.letGo();
        if (!deletions.isEmpty()) {
            withWorker(_ -> failures().putAll(pruner.delete(deletions)));
            if (summons.isOvertaken()) {
                inventory.keep();
                return;
            }
        }
        if (!failures().isEmpty()) {
            inventory.keep();
            fail(List.copyOf(failures().values()));
            return;
        }
        target.reached();
        boolean isGone = target.isRemoved() && table.entries().isEmpty();
        if (isGone ? inventory.remove() : keepInventory()) {
            stage = Stage.SUCCEEDED;
            changes.end(SignalSink.ChangeResult.SUCCEEDED);
        } else if (isGone) {
            fail(List.of(inventory.trouble().orElseThrow()));
        }
    }
}
