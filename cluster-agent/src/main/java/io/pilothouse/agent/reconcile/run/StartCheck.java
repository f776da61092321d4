package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Sentence;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.policy.SyncPolicy;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Why a run may not begin yet.
final class StartCheck {
    private StartCheck() {}

    /// @param isManual the policy asks for a command, none was given, and the live state is known
    /// @param hasWork asked only if it matters, since it costs a plan
    /// @return the reason, empty if it may begin
    static Optional<Sentence> check(
            ApplicationKey application, Context context, Revision desired, boolean isManual, BooleanSupplier hasWork) {
        if (context.suspensions().isSuspended(application)) {
            return Optional.of(
                    new Sentence(Codes.SUSPENDED, context.suspensions().explain(application)));
        }
        if (isManual && hasWork.getAsBoolean()) {
            return Optional.of(new Sentence(
                    Codes.MANUAL,
                    "Commit " + desired.abbreviated() + " waits for the command to sync, because spec.sync.mode is"
                            + " manual."));
        }
        if (application.layer() == Layer.APP && !context.gate().isOpen()) {
            return Optional.of(
                    new Sentence(Codes.INFRA, "It waits until the infra layer of the same commit has been applied."));
        }
        return Optional.empty();
    }

    static boolean isManual(SyncPolicy policy, boolean isCommanded) {
        return policy.mode() == SyncPolicy.Mode.MANUAL && !isCommanded;
    }
}
