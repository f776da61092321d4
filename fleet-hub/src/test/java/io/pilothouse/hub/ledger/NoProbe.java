package io.pilothouse.hub.ledger;

import java.time.Duration;

/// Measures nothing.
public final class NoProbe implements CommitProbe {
    @Override
    public void committed(int events, Duration took) {}

    @Override
    public void failed() {}
}
