package io.pilothouse.hub.ledger;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.status.ObjectStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is kept for looking at: not part of the fold. May be called by any thread, and blocks.
public interface HistoryStore {
    /// An application's objects.
    ///
    /// @param objects sorted by key
    /// @param reportedAt when the newest of them arrived; empty before the first
    record Objects(List<ObjectStatus> objects, Optional<Instant> reportedAt) {
        public Objects {
            objects = List.copyOf(objects);
        }
    }

    Objects objects(ApplicationKey application);

    /// Lists drift.
    ///
    /// @param cluster only this cluster's; all where empty
    /// @param application only this application's; all where empty
    /// @param before only what is older than this sequence number
    /// @param limit at most so many
    /// @return newest first
    List<Recorded> drift(Optional<String> cluster, Optional<ApplicationKey> application, long before, int limit);
}
