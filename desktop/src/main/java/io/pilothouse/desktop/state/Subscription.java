package io.pilothouse.desktop.state;

/// Something that goes on until it is closed.
public interface Subscription extends AutoCloseable {
    /// For a place that needs one before there is one.
    Subscription NONE = () -> {};

    @Override
    void close();
}
