package io.pilothouse.hub.ledger;

import java.time.Duration;

/// Measures commits. Called by the ledger's thread.
public interface CommitProbe {
    /// A commit is durable.
    ///
    /// @param events how many events it has
    void committed(int events, Duration took);

    /// A commit failed.
    void failed();
}
