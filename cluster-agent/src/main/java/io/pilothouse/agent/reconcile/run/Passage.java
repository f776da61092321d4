package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.object.InventoryKeeper;
import io.pilothouse.agent.reconcile.object.Target;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.core.hook.HookKey;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Step;
import io.pilothouse.core.policy.SyncOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Takes some batches of a run, one after the other, and stands at a barrier until what was applied before it is
/// healthy and what was made before it has ended. Belongs to the application's owner.
final class Passage {
    private final Target target;
    private final Summons summons;
    private final InventoryKeeper inventory;
    private final BatchApplier applier;
    private final HookRunner hooks;
    private final HealthGate health;

    private List<Plan.Batch> batches = List.of();
    private int next;
    private final List<Step> done = new ArrayList<>();
    private final RollCall rollCall = new RollCall();
    private boolean isAtBarrier;
    private boolean isDespiteFailure;

    /// How far it came.
    enum Progress {
        /// All is applied, and all that was made has ended.
        DONE,
        /// Something has to become healthy, or to end.
        WAITING,
        /// Something failed that keeps the rest from being applied.
        STOPPED,
        /// Something else is wanted by now.
        OVERTAKEN
    }

    Passage(
            Target target,
            Summons summons,
            InventoryKeeper inventory,
            BatchApplier applier,
            HookRunner hooks,
            HealthGate health) {
        this.target = target;
        this.summons = summons;
        this.inventory = inventory;
        this.applier = applier;
        this.hooks = hooks;
        this.health = health;
    }

    /// @param isAfterFailure the run failed already, so that a failure stops nothing more
    void begin(List<Plan.Batch> wanted, boolean isAfterFailure) {
        batches = wanted;
        next = 0;
        done.clear();
        isAtBarrier = false;
        isDespiteFailure = isAfterFailure;
    }

    /// Goes on as far as it can.
    Progress advance() throws InterruptedException {
        hooks.advance().forEach(this::failed);
        while (true) {
            boolean mayPass = next == 0
                    || (next < batches.size() && !batches.get(next - 1).isBarrierTo(batches.get(next)))
                    || rollCall.isComplete(done, this::isSettled);
            if (!mayPass) {
                return stand();
            }
            conclude();
            if (next == batches.size()) {
                return applier.failures().isEmpty() ? Progress.DONE : Progress.STOPPED;
            }
            if (next > 0 && isStopped(batches.get(next - 1), batches.get(next))) {
                return Progress.STOPPED;
            }
            apply(batches.get(next));
            if (summons.isOvertaken()) {
                return Progress.OVERTAKEN;
            }
            done.addAll(batches.get(next).steps());
            next++;
        }
    }

    private Progress stand() {
        if (!isAtBarrier) {
            isAtBarrier = true;
            health.begin(timeout());
        }
        if (!health.isLate()) {
            return Progress.WAITING;
        }
        for (Step step : done.stream().filter(step -> !isSettled(step)).toList()) {
            if (step instanceof Step.Hook hook) {
                failed(hook.hook(), late(hook.hook()));
            } else {
                applier.failures().put(step.desired().key(), health.late(step.desired(), timeout()));
            }
        }
        return Progress.STOPPED;
    }

    private StepOutcome.Failure late(HookKey hook) {
        return new StepOutcome.Rejected(
                Codes.HOOK, "The " + hook + " did not end within " + timeout().toSeconds() + " s.");
    }

    private Duration timeout() {
        return target.policy().timeout();
    }

    /// What ended is remembered before it is deleted, so that it is not made again after a crash between the two.
    private void conclude() {
        hooks.failed().forEach((hook, failure) -> applier.failures().put(hook.object(), failure));
        if (hooks.note() && inventory.keep()) {
            hooks.tidy();
        }
        if (isAtBarrier) {
            done.forEach(step -> applier.announceKinds(step.desired()));
            isAtBarrier = false;
        }
    }

    /// At the end objects need not be healthy yet: that is awaited for all of them together.
    private boolean isSettled(Step step) {
        return switch (step) {
            case Step.Hook hook ->
                hooks.isOver(hook.hook())
                        || applier.failures().contains(step.desired().key());
            case Step.Create _, Step.Update _, Step.Unchanged _ ->
                next == batches.size()
                        || applier.failures().contains(step.desired().key())
                        || health.letsPass(step.desired());
        };
    }

    /// A hook that failed stops everything; an object stops the next phase, and the next wave if the policy is
    /// strict.
    private boolean isStopped(Plan.Batch before, Plan.Batch after) {
        boolean isStrict = target.policy().options().waveGate() == SyncOptions.WaveGate.STRICT;
        boolean isNextWave = before.phase() != after.phase() || (isStrict && before.wave() != after.wave());
        return !isDespiteFailure
                && before.isBarrierTo(after)
                && (!hooks.failed().isEmpty()
                        || (isNextWave && !applier.failures().isEmpty()));
    }

    private void apply(Plan.Batch batch) throws InterruptedException {
        for (Step step : batch.steps()) {
            if (step instanceof Step.Hook hook) {
                hooks.begin(hook).ifPresent(failure -> failed(hook.hook(), failure));
            }
        }
        applier.apply(batch, target.desired());
    }

    private void failed(HookKey hook, StepOutcome.Failure failure) {
        hooks.abandon(hook);
        applier.failures().put(hook.object(), failure);
    }
}
