package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.Retry;
import io.pilothouse.agent.reconcile.pace.Sentence;
import io.pilothouse.core.policy.RetryPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How often a run was tried, when it is tried again, and why it is not. Belongs to the application's owner.
final class Attempts {
    private final Context context;
    private final Retry retry;
    private Optional<Sentence> end = Optional.empty();

    Attempts(Context context) {
        this.context = context;
        this.retry = new Retry(context.settings().random());
    }

    void govern(RetryPolicy policy) {
        retry.govern(policy);
    }

    /// Something else is to be tried, or somebody wants it tried: at once.
    void reset() {
        retry.reset();
        end = Optional.empty();
    }

    void failed(List<StepOutcome.Failure> outcomes) {
        retry.failed(outcomes, context.now());
        if (retry.isExhausted()) {
            end = Optional.of(new Sentence(
                    Codes.RETRIES,
                    "It was tried " + retry.attempts() + (retry.attempts() == 1 ? " time" : " times")
                            + ", and is not tried again before the next commit or the command to sync."));
        }
    }

    /// @param why one sentence: who stopped it
    void cancelled(String why) {
        end = Optional.of(new Sentence(Codes.CANCELLED, why));
    }

    /// @return why it is not tried again; empty if it is
    Optional<Sentence> end() {
        return end;
    }

    boolean isDue() {
        return retry.isDue(context.now());
    }

    Instant due() {
        return retry.due();
    }
}
