package io.pilothouse.agent.uplink;

import io.pilothouse.agent.port.Explainer;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.explain.Question;
import java.time.Duration;

/// What the hub may ask of the agent. It never carries desired state.
public interface Orders {

    /// Carries a command out. May block; called on a thread of its own. Must do no harm when called twice, because
    /// a command that was under way when the agent ended is begun again.
    Outcome run(Command command);

    /// Answers a question. Blocks; called on a thread of its own, which is interrupted when nobody wants to know
    /// any more.
    ///
    /// @param within how long the answer is waited for
    Explainer.Reply explain(Question question, Duration within) throws InterruptedException;

    /// Git has something new. Returns at once.
    void nudge();

    /// Reports everything anew. Returns at once.
    void resync();

    /// How a command ended.
    ///
    /// @param phase a final one
    /// @param message one sentence
    record Outcome(CommandPhase phase, String message) {}
}
