package io.pilothouse.agent;

/// The agent cannot start, and trying again without a change would not help. The message is one sentence for
/// people.
public final class AgentCannotStartException extends Exception {
    public AgentCannotStartException(String message) {
        super(message);
    }
}
