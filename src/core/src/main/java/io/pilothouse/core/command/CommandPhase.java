package io.pilothouse.core.command;

/// How far a command is.
///
/// ```
/// ACCEPTED -> SENT -> RUNNING -> SUCCEEDED | FAILED | REFUSED
///     |        +------------------------------------> EXPIRED
///     +---------------------------------------------> EXPIRED
/// ```
public enum CommandPhase {
    /// In the hub's ledger; the agent has not got it yet.
    ACCEPTED,
    /// On the agent's stream.
    SENT,
    /// The agent began it.
    RUNNING,
    SUCCEEDED,
    FAILED,
    /// The agent will not do it: the message says why.
    REFUSED,
    /// Its time to live ended before an agent began it.
    EXPIRED;

    public boolean isFinal() {
        return compareTo(SUCCEEDED) >= 0;
    }
}
