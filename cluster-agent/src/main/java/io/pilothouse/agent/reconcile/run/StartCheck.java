package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.reconcile.object.Target;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.DependencyGate;
import io.pilothouse.agent.reconcile.pace.Sentence;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.policy.SyncPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Why a run may not begin yet.
///
/// @param application whose run
/// @param target where it is to go
/// @param isCommanded a person asked for it
/// @param hasWork asked only if it matters, since it costs a plan: what changes nothing need not wait
record StartCheck(
        ApplicationKey application, Context context, Target target, boolean isCommanded, BooleanSupplier hasWork) {

    /// What it waits for.
    ///
    /// @param mayLast nothing that is on its way ends it
    record Wait(Sentence sentence, boolean mayLast) {}

    /// @return the reason, empty if it may begin
    Optional<Wait> check() {
        return suspended().or(this::manual).or(this::closed).or(this::dependent).or(this::infra);
    }

    private Optional<Wait> suspended() {
        return context.suspensions().isSuspended(application)
                ? lasting(Codes.SUSPENDED, context.suspensions().explain(application))
                : Optional.empty();
    }

    private Optional<Wait> manual() {
        boolean isManual = target.policy().mode() == SyncPolicy.Mode.MANUAL && !isCommanded;
        return isManual && hasWork.getAsBoolean()
                ? lasting(
                        Codes.MANUAL,
                        "Commit " + target.desired().abbreviated()
                                + " waits for the command to sync, because spec.sync.mode is manual.")
                : Optional.empty();
    }

    private Optional<Wait> closed() {
        Instant now = context.date();
        boolean isOpen = target.openings().isOpen(now)
                || (isCommanded && target.openings().isOpenForCommands(now));
        return !isOpen && hasWork.getAsBoolean()
                ? lasting(
                        Codes.WINDOW,
                        "Commit " + target.desired().abbreviated() + " waits, because "
                                + target.openings().explain(now) + ".")
                : Optional.empty();
    }

    private Optional<Wait> dependent() {
        Optional<DependencyGate.Obstacle> obstacle =
                context.dependencies().obstacle(application, target.policy().dependsOn());
        return obstacle.filter(_ -> hasWork.getAsBoolean())
                .map(one -> new Wait(new Sentence(Codes.DEPENDS, one.sentence()), one.isStuck()));
    }

    private Optional<Wait> infra() {
        return application.layer() == Layer.APP && !context.gate().isOpen()
                ? lasting(Codes.INFRA, "It waits until the infra layer of the same commit has been applied.")
                : Optional.empty();
    }

    private static Optional<Wait> lasting(String code, String message) {
        return Optional.of(new Wait(new Sentence(code, message), true));
    }
}
