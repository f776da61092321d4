package io.pilothouse.desktop.state;

import io.pilothouse.core.fleet.FleetSnapshot;
import java.time.Instant;
import java.util.Set;

/// What is known at one moment, and which part of it is new.
///
/// @param snapshot the fleet
/// @param hasFleet false until the first snapshot came: an empty fleet and an unknown one look different
/// @param connection the link
/// @param events how many events came since the start
/// @param changed the clusters that differ from the view before
/// @param isReplaced everything may differ
public record FleetView(
        FleetSnapshot snapshot,
        boolean hasFleet,
        Connection connection,
        long events,
        Set<String> changed,
        boolean isReplaced) {
    /// Before anything is known.
    public static final FleetView NONE =
            new FleetView(FleetSnapshot.EMPTY, false, Connection.none(Instant.EPOCH), 0, Set.of(), false);

    public FleetView {
        changed = Set.copyOf(changed);
    }
}
