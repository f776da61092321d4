package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.RunSteps;
import io.pilothouse.agent.port.SignalSink;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.object.Assignment;
import io.pilothouse.agent.reconcile.object.Failures;
import io.pilothouse.agent.reconcile.object.InventoryKeeper;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.object.Target;
import io.pilothouse.agent.reconcile.pace.Clocks;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Sentence;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.agent.reconcile.prune.Pruner;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Approval;
import io.pilothouse.core.plan.Prune;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings one application to where its assignment wants it: takes assignments and people's wishes, says when a [Run]
/// begins, goes on and is tried again, and keeps its [Stage]. Goes as far as it can each time it is asked to
/// [#advance]. Belongs to the application's owner.
public final class Rollout {
    private final ApplicationKey key;
    private final Context context;
    private final ObjectTable table;
    private final Summons summons;
    private final Pruner pruner;
    private final InventoryKeeper inventory;
    private final Target target;
    private final Consent consent;
    private final Run run;
    private final Runnable telling;

    private Stage stage = Stage.IDLE;
    private boolean isCommanded;
    private boolean isOverruling;
    private Optional<StartCheck.Wait> waiting = Optional.empty();

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
        this.target = new Target(key, table);
        this.pruner = new Pruner(key, context, table, target, summons);
        this.consent = new Consent(key, context, table, target);
        this.run = new Run(key, context, table, summons, inventory, target, pruner);
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
        return run.applier().failures();
    }

    /// @return what the newest run did
    public RunSteps steps() {
        return run.steps().soFar();
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
        Set<Approval> before = table.approvals();
        Consent.Answer answer = consent.give(hash);
        if (answer.isTaken()) {
            if (!inventory.keep()) {
                // nobody knows whether it was taken down: the next write says that it was not
                target.approve(before);
                return inventory.trouble().map(StepOutcome.Failure::message);
            }
            again(false);
        }
        return answer.objection();
    }

    /// @return why a run does not begin, does not go on, or is not tried again; empty if there is nothing to say
    public Optional<Sentence> waiting() {
        return waiting.map(StartCheck.Wait::sentence)
                .or(run.attempts()::end)
                .or(() -> run.hooks().underWay().map(text -> new Sentence(Codes.HOOK_RUNNING, text)));
    }

    /// @param looked when the owner last looked: what has changed since then by the passing of time alone is due
    /// @return when it can go further without being told, at the latest
    public Instant nextDue(Clocks.Moment looked, Instant atLatest) {
        Instant due = switch (stage) {
            // nothing is tried while it stands still, and when that ends is told below
            case FAILED ->
                context.suspensions().isSuspended(key)
                        ? atLatest
                        : run.attempts().due();
            case HEALTH, BARRIER, FAILING -> run.deadline(looked.now());
            case QUEUED, SUCCEEDED, UNHEALTHY ->
                target.openings()
                        .nextChange(looked.date())
                        .map(context.clocks()::momentOf)
                        .orElse(atLatest);
            case IDLE, APPLYING, SUPERSEDED, CANCELLED -> atLatest;
        };
        Instant thaw = context.suspensions()
                .nextChange(key, looked.date())
                .map(context.clocks()::momentOf)
                .orElse(atLatest);
        return Collections.min(List.of(due, thaw, atLatest));
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
        run.hooks().sighted(object, live);
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
        if (run.isRunning() && !next.revision().equals(target.desired())) {
            stage = Stage.SUPERSEDED;
            telling.run();
        }
    }

    private void begin(Assignment assignment, boolean isNew) {
        if (isNew) {
            dropWishes();
        }
        run.changes().begin(assignment.seenAt(), isNew);
        run.attempts().govern(target.policy().retry());
        run.forget();
        queue();
    }

    /// What a person wants is about what was there when it was said, and not about another commit.
    private void dropWishes() {
        isCommanded = false;
        endOverruling();
    }

    private void endOverruling() {
        isOverruling = false;
        context.suspensions().endOverruling(key);
    }

    private void queue() {
        run.abandon();
        run.attempts().reset();
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
        dropWishes();
        if (stage.isUnfinished()) {
            run.changes().end(SignalSink.ChangeResult.FAILED);
            run.abandon();
            waiting = Optional.empty();
            run.attempts().cancelled(why);
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
                        start();
                    }
                }
                // overtaken in the middle, and what overtook it was a refusal: once more from the start
                case APPLYING -> stage = Stage.QUEUED;
                case BARRIER -> stage = run.goOn();
                case HEALTH, UNHEALTHY -> stage = run.awaitHealth(stage);
                case FAILING -> stage = run.goOnFailing();
                case FAILED -> {
                    if (run.attempts().isDue() && !context.suspensions().isSuspended(key)) {
                        stage = Stage.QUEUED;
                    }
                }
            }
        } while (stage != before && !summons.isOvertaken());
        if (isOverruling && !stage.isUnderWay()) {
            endOverruling();
        }
    }

    private boolean mayRun(boolean isKnown) {
        waiting = isKnown || context.suspensions().isSuspended(key)
                ? new StartCheck(key, context, target, isCommanded, run.preparation()::hasWork).check()
                : Optional.empty();
        return waiting.isEmpty() && isKnown;
    }

    private void start() throws InterruptedException {
        isOverruling |= isCommanded && context.suspensions().isOverruled(key);
        stage = run.begin(isCommanded);
        isCommanded = false;
        if (stage == Stage.APPLYING) {
            telling.run();
            stage = run.apply();
        }
    }

    /// Ends the run for now, for a reason that lies outside of it; it is tried again when that is due.
    public void fail(List<StepOutcome.Failure> outcomes) {
        stage = run.fail(outcomes);
    }
}
