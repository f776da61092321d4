package io.pilothouse.hub.ledger;

import io.pilothouse.core.command.CommandState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a command's time is over. An agent keeps to the time itself; the hub waits a little longer, so that an outcome
/// on its way is not overtaken by "expired".
public final class CommandExpiry {
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(15);
    private static final Duration AGENT_AWAY = Duration.ofHours(1);
    private static final Duration ANSWER = Duration.ofHours(24);

    private CommandExpiry() {}

    /// @return how long an agent may still begin it; zero or less when it is too late
    public static Duration remaining(CommandState state, Instant now) {
        return Duration.between(now, deadline(state));
    }

    /// @param isConnected the agent's stream is open
    /// @return why the command is to be given up now; empty if it is not
    public static Optional<String> verdict(CommandState state, boolean isConnected, Instant now) {
        Duration late = Duration.between(deadline(state), now);
        return switch (state.phase()) {
            case ACCEPTED ->
                late.isNegative()
                        ? Optional.empty()
                        : Optional.of("the agent of " + state.command().cluster() + " did not connect within "
                                + state.command().timeToLive().toSeconds() + " s; nothing was done");
            case SENT ->
                late.compareTo(isConnected ? ON_ITS_WAY : AGENT_AWAY) < 0
                        ? Optional.empty()
                        : Optional.of(
                                isConnected
                                        ? "the agent did not begin it in time; nothing was done"
                                        : "the agent got it and has not come back since: whether it began is unknown");
            case RUNNING ->
                late.compareTo(ANSWER) < 0
                        ? Optional.empty()
                        : Optional.of("the agent began it and never said how it ended");
            case SUCCEEDED, FAILED, REFUSED, EXPIRED -> Optional.empty();
        };
    }

    private static Instant deadline(CommandState state) {
        return state.issuedAt().plus(state.command().timeToLive());
    }
}
