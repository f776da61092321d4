package io.pilothouse.desktop.state;

import java.time.Instant;

/// Who is told of the fleet on the thread of the screens.
public interface FleetListener {
    /// The fleet or the link changed. Told at once on subscribing, with everything new.
    void changed(FleetView view, Instant now);

    /// A second went by: ages grow.
    void tick(Instant now);
}
