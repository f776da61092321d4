package io.pilothouse.desktop.state;

/// Where the link puts what it hears.
public interface FleetFeed {
    /// Takes a message in. Blocks while the state is busy, which slows the stream and so the hub: nothing piles up
    /// here.
    ///
    /// @throws InterruptedException if the caller is to stop
    void accept(FleetMessage message) throws InterruptedException;
}
