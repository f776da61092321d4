package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.plan.Desired;
import java.time.Duration;
import java.time.Instant;

/// Asks whether objects work well enough for a run to go on. Belongs to the application's owner.
final class HealthGate {
    private final Context context;
    private final ObjectTable table;
    private Instant deadline = Instant.MAX;

    HealthGate(Context context, ObjectTable table) {
        this.context = context;
        this.table = table;
    }

    /// @param timeout how long it may take from now
    void begin(Duration timeout) {
        deadline = context.now().plus(timeout);
    }

    Instant deadline() {
        return deadline;
    }

    boolean isLate() {
        return !context.now().isBefore(deadline);
    }

    /// @return true if it is healthy, or stopped on purpose, as this commit wants it
    boolean isHealthy(Desired wanted) {
        return table.live(wanted.key())
                .filter(live -> table.claim(wanted).isProvenBy(live.verdict(), context.now()))
                .isPresent();
    }

    /// @return true if what comes after it may be applied
    boolean letsPass(Desired wanted) {
        return table.live(wanted.key())
                .filter(live -> table.claim(wanted).isEnoughFor(live.verdict(), context.now()))
                .isPresent();
    }

    StepOutcome.Failure late(Desired wanted, Duration timeout) {
        String evidence = table.live(wanted.key())
                .map(live -> live.verdict().at(context.now()))
                .map(Verdict::evidence)
                .filter(text -> !text.isEmpty())
                .map(text -> " (" + text + ")")
                .orElse("");
        return new StepOutcome.Rejected(
                Codes.UNHEALTHY,
                wanted.key() + " did not become healthy within " + timeout.toSeconds()
                        + " s, so that what comes after it was not applied" + evidence + ".");
    }
}
