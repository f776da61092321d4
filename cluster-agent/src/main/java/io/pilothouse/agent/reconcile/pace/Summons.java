package io.pilothouse.agent.reconcile.pace;

/// What calls an owner away from what it is doing. Asked between requests, so that a newer commit never waits for an
/// older one to be done; may be asked from any thread.
public interface Summons {
    /// @return true if what is being done is no longer what is wanted
    boolean isOvertaken();

    /// @return true if nothing is to be done any more
    boolean isClosed();
}
