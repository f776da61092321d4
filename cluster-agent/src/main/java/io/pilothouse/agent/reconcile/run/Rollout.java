package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.FailPoint;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.SignalSink;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.object.Assignment;
import io.pilothouse.agent.reconcile.object.Failures;
import io.pilothouse.agent.reconcile.object.InventoryKeeper;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.object.Target;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Sentence;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.agent.reconcile.prune.Pruner;
import io.pilothouse.core.annotation.HookPhase;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Prune;
import io.pilothouse.core.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings one application to where its assignment wants it: plan, write the inventory ahead, apply batch by batch with
/// hooks before, among and after, wait for health, prune, write the inventory. Goes as far as it can each time it is
/// asked to [#advance]; see [Stage] for where it can stand still. Belongs to the application's owner.
public final class Rollout {
    private final ApplicationKey key;
    private final Context context;
    private final ObjectTable table;
    private final Summons summons;
    private final InventoryKeeper inventory;
    private final BatchApplier applier;
    private final HookRunner hooks;
    private final Pruner pruner;
    private final Target target;
    private final HealthGate health;
    private final Consent consent;
    private final Preparation preparation;
    private final Passage passage;
    private final Changes changes;
    private final Attempts attempts;
    private final Runnable telling;
    private final RollCall rollCall = new RollCall();

    private Stage stage = Stage.IDLE;
    private Plan plan = Plan.NOTHING;
    private Section section = Section.OBJECTS;
    private boolean isRunning;
    private boolean isCommanded;
    private Instant runStarted = Instant.MIN;
    private Optional<StartCheck.Wait> waiting = Optional.empty();

    /// What a run goes through, in this order; between the first two all objects become healthy, between the last
    /// two what left Git is deleted.
    private enum Section {
        OBJECTS,
        AFTER_HEALTH,
        AFTER_PRUNE
    }

    /// @param telling called when a run begins, before its first request, and when it is superseded
    public Rollout(
            ApplicationKey key,
            Context context,
            ObjectTable table,
            Summons summons,
            InventoryKeeper inventory,
            Runnable telling) {
        this.key = key;
        this.context = context;
        this.table = table;
        this.summons = summons;
        this.inventory = inventory;
        this.applier = new BatchApplier(context, table, summons);
        this.hooks = new HookRunner(key, context, table);
        this.target = new Target(key, table);
        this.pruner = new Pruner(key, context, table, target, summons);
        this.health = new HealthGate(context, table);
        this.consent = new Consent(key, context, table, target);
        this.preparation = new Preparation(target, table, inventory);
        this.passage = new Passage(target, summons, inventory, applier, hooks, health);
        this.changes = new Changes(context);
        this.attempts = new Attempts(context);
        this.telling = telling;
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
    public Failures failures() {
        return applier.failures();
    }

    /// @return deletions that wait for somebody's decision
    public List<Prune.Hold> holds() {
        return pruner.holds();
    }

    /// @return what becomes of objects that left Git
    public Pruner pruner() {
        return pruner;
    }

    /// A person lets the deletions of a plan happen.
    ///
    /// @param hash of the plan that was seen
    /// @return why they do not happen, one sentence; empty if they do
    public Optional<String> approve(String hash) {
        Consent.Answer answer = consent.give(hash);
        if (answer.isTaken()) {
            again(false);
        }
        return answer.objection();
    }

    /// @return why a run does not begin, does not go on, or is not tried again; empty if there is nothing to say
    public Optional<Sentence> waiting() {
        return waiting.map(StartCheck.Wait::sentence)
                .or(attempts::end)
                .or(() -> hooks.underWay().map(text -> new Sentence(Codes.HOOK_RUNNING, text)));
    }

    /// @return when it can go further without being told, at the latest
    public Instant nextDue(Instant atLatest) {
        Instant due = switch (stage) {
            case FAILED -> attempts.due();
            case HEALTH, BARRIER, FAILING -> health.deadline();
            case QUEUED, SUCCEEDED, UNHEALTHY ->
                target.openings()
                        .nextChange(context.date())
                        .map(context.clocks()::momentOf)
                        .orElse(atLatest);
            case IDLE, APPLYING, SUPERSEDED, CANCELLED -> atLatest;
        };
        return due.isBefore(atLatest) ? due : atLatest;
    }

    /// @return true if nothing of the application is left
    public boolean isOver() {
        return stage == Stage.SUCCEEDED && target.isRemoved() && table.entries().isEmpty();
    }

    /// @return true if it goes on by itself, or waits for one that does
    public boolean isUnderWay() {
        return stage.isUnderWay() && !isStuck();
    }

    /// @return true if the layer after this one need not wait for it
    public boolean isPastApply() {
        return stage.isPastApply() || isStuck();
    }

    private boolean isStuck() {
        return stage == Stage.QUEUED && waiting.filter(StartCheck.Wait::mayLast).isPresent();
    }

    /// Takes an object as a watch saw it, if it is a hook of this run.
    ///
    /// @param live empty if it is gone
    public void sighted(ResourceKey object, Optional<Json.Obj> live) {
        hooks.sighted(object, live);
    }

    /// Takes what Git declares now, and begins anew.
    public void begin(Assignment.Declared declared) {
        supersede(declared);
        begin(declared, target.declare(declared));
    }

    /// Takes that the folder is gone, and begins anew.
    public void begin(Assignment.Removed removed) {
        supersede(removed);
        target.remove(removed);
        begin(removed, true);
    }

    private void supersede(Assignment next) {
        if (isRunning && !next.revision().equals(target.desired())) {
            stage = Stage.SUPERSEDED;
            telling.run();
        }
    }

    private void begin(Assignment assignment, boolean isNew) {
        changes.begin(assignment.seenAt(), isNew);
        attempts.govern(target.policy().retry());
        applier.reset();
        pruner.reset();
        hooks.reset();
        inventory.clearTrouble();
        queue();
    }

    private void queue() {
        isRunning = false;
        attempts.reset();
        stage = Stage.QUEUED;
    }

    /// Plans and runs again: a person wants it, or decided something.
    public void again(boolean isByCommand) {
        isCommanded |= isByCommand;
        if (target.isKnown()) {
            queue();
        }
    }

    /// Stops, until there is another commit or a command. What was applied stays.
    ///
    /// @param why one sentence: who stopped it
    public void cancel(String why) {
        if (stage.isUnfinished()) {
            changes.end(SignalSink.ChangeResult.FAILED);
            isRunning = false;
            isCommanded = false;
            waiting = Optional.empty();
            hooks.reset();
            attempts.cancelled(why);
            stage = Stage.CANCELLED;
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
                case IDLE, SUCCEEDED, SUPERSEDED, CANCELLED -> {}
                case QUEUED -> {
                    if (mayRun(listed.containsAll(table.kinds()))) {
                        run();
                    }
                }
                // overtaken in the middle, and what overtook it was a refusal: once more from the start
                case APPLYING -> stage = Stage.QUEUED;
                case BARRIER -> context.workers().with(_ -> pass());
                case HEALTH, UNHEALTHY -> awaitHealth();
                case FAILING -> failOn();
                case FAILED -> {
                    if (attempts.isDue() && !context.suspensions().isSuspended(key)) {
                        stage = Stage.QUEUED;
                    }
                }
            }
        } while (stage != before && !summons.isOvertaken());
    }

    private boolean mayRun(boolean isKnown) {
        waiting = isKnown || context.suspensions().isSuspended(key)
                ? new StartCheck(key, context, target, isCommanded, preparation::hasWork).check()
                : Optional.empty();
        return waiting.isEmpty() && isKnown;
    }

    private void run() throws InterruptedException {
        plan = preparation.plan(isCommanded);
        isRunning = true;
        isCommanded = false;
        applier.reset();
        hooks.reset();
        pruner.decide(plan);
        inventory.clearTrouble();
        runStarted = context.now();
        health.begin(target.policy().timeout());
        if (plan.steps().noneMatch(Step::isWrite)) {
            stage = Stage.HEALTH;
            section = Section.AFTER_HEALTH;
            return;
        }
        stage = Stage.APPLYING;
        telling.run();
        context.workers().with(waited -> {
            context.signals().runStarted(waited);
            if (hasNamespace() && isKept(preparation.writeAhead(plan)) && rehearse()) {
                enter(Section.OBJECTS, plan.batches(HookPhase.PRE_DELETE, HookPhase.PRE_SYNC, HookPhase.SYNC));
            }
        });
    }

    private boolean hasNamespace() {
        Optional<StepOutcome.Failure> failure = preparation.createNamespace(context.cluster());
        failure.ifPresent(why -> fail(List.of(why)));
        return failure.isEmpty();
    }

    private boolean keepInventory() {
        return isKept(inventory.keep());
    }

    private boolean isKept(boolean isKept) {
        if (!isKept) {
            fail(List.of(inventory.trouble().orElseThrow()));
        }
        return isKept;
    }

    /// Where it is to be all or nothing, everything is tried without effect first.
    private boolean rehearse() throws InterruptedException {
        if (target.policy().options().isAllOrNothing()) {
            applier.rehearse(plan);
        }
        if (!failures().isEmpty()) {
            fail(List.copyOf(failures().values()));
        }
        return failures().isEmpty();
    }

    private void enter(Section next, List<Plan.Batch> batches) throws InterruptedException {
        section = next;
        passage.begin(batches, false);
        pass();
    }

    private void pass() throws InterruptedException {
        stage = Stage.APPLYING;
        switch (passage.advance()) {
            case WAITING -> {
                stage = Stage.BARRIER;
                keepInventory();
            }
            case OVERTAKEN -> {
                if (!summons.isClosed()) {
                    inventory.keep();
                }
            }
            case STOPPED -> {
                if (section == Section.OBJECTS) {
                    context.signals().runApplied(Duration.between(runStarted, context.now()), applier.writes());
                }
                if (keepInventory()) {
                    fail(List.copyOf(failures().values()));
                }
            }
            case DONE -> {
                switch (section) {
                    case OBJECTS -> applied();
                    case AFTER_HEALTH -> prune();
                    case AFTER_PRUNE -> finish();
                }
            }
        }
    }

    private void applied() {
        target.reached();
        FailPoint.BEFORE_CONFIRMATION.reached();
        if (keepInventory()) {
            context.signals().runApplied(Duration.between(runStarted, context.now()), applier.writes());
            health.begin(target.policy().timeout());
            stage = Stage.HEALTH;
        }
    }

    private void awaitHealth() throws InterruptedException {
        if (rollCall.isComplete(target.declaration().objects(), health::isHealthy)) {
            List<Plan.Batch> after = plan.batches(HookPhase.POST_SYNC);
            if (after.isEmpty()) {
                prune();
            } else {
                context.workers().with(_ -> enter(Section.AFTER_HEALTH, after));
            }
        } else if (stage == Stage.HEALTH && health.isLate()) {
            stage = Stage.UNHEALTHY;
            changes.end(SignalSink.ChangeResult.FAILED);
        }
    }

    private void prune() throws InterruptedException {
        boolean isDeleting = !pruner.due().isEmpty();
        if (context.suspensions().isSuspended(key) && isDeleting) {
            stage = Stage.QUEUED;
            return;
        }
        pruner.letGo();
        if (isDeleting) {
            context.workers().with(_ -> failures().putAll(pruner.delete()));
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
        List<Plan.Batch> after = plan.batches(HookPhase.POST_DELETE);
        if (after.isEmpty() || !pruner.holds().isEmpty()) {
            finish();
        } else {
            context.workers().with(_ -> enter(Section.AFTER_PRUNE, after));
        }
    }

    private void finish() {
        target.reached();
        if (target.isRemoved() && pruner.holds().isEmpty()) {
            hooks.sweep(target.declaration().hooks());
        }
        boolean isGone = target.isRemoved() && table.entries().isEmpty();
        if (isGone ? inventory.remove() : keepInventory()) {
            isRunning = false;
            stage = Stage.SUCCEEDED;
            changes.end(SignalSink.ChangeResult.SUCCEEDED);
        } else if (isGone) {
            fail(List.of(inventory.trouble().orElseThrow()));
        }
    }

    /// Ends the run for now; it is tried again when that is due.
    public void fail(List<StepOutcome.Failure> outcomes) {
        attempts.failed(outcomes);
        boolean isFinal = outcomes.stream().anyMatch(o -> !(o instanceof StepOutcome.Unreachable));
        boolean isRun = isRunning;
        isRunning = false;
        stage = Stage.FAILED;
        if (isFinal) {
            changes.end(SignalSink.ChangeResult.FAILED);
            if (isRun && !plan.onFailure().isEmpty()) {
                stage = Stage.FAILING;
                passage.begin(plan.onFailure(), true);
                health.begin(target.policy().timeout());
            }
        }
    }

    /// Hooks for a failure are made once per run, whatever comes of them.
    private void failOn() throws InterruptedException {
        if (passage.advance() == Passage.Progress.WAITING) {
            return;
        }
        plan.onFailure().stream().flatMap(batch -> batch.steps().stream()).forEach(step -> {
            if (step instanceof Step.Hook hook) {
                table.keep(table.hooks().with(hook.hook()));
            }
        });
        inventory.keep();
        stage = Stage.FAILED;
    }
}
