package io.pilothouse.agent.uplink;

import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;

/// What the hub may ask of the agent. It never carries desired state.
public interface Orders {

    /// Carries a command out. May block; called on a thread of its own. Must do no harm when called twice, because
    /// a command that was under way when the agent ended is begun again.
    Outcome run(Command command);

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
