package io.pilothouse.agent.reconcile;

import io.pilothouse.core.command.CommandPhase;

/// How a command ended.
///
/// @param phase `SUCCEEDED`, `FAILED` or `REFUSED`
/// @param message one sentence
public record CommandOutcome(CommandPhase phase, String message) {
    static final CommandOutcome STOPPING = failed("The agent is stopping: try again when it is back.");

    static CommandOutcome succeeded(String message) {
        return new CommandOutcome(CommandPhase.SUCCEEDED, message);
    }

    static CommandOutcome failed(String message) {
        return new CommandOutcome(CommandPhase.FAILED, message);
    }

    static CommandOutcome refused(String message) {
        return new CommandOutcome(CommandPhase.REFUSED, message);
    }
}
