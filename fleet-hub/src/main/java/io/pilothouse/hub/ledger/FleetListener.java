package io.pilothouse.hub.ledger;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import java.util.List;
import java.util.Set;

/// Follows the ledger. Called by the ledger's thread after each commit: it must return at once and throw nothing.
public interface FleetListener {
    /// @param events the new events; [Ledger#snapshot] has them already
    /// @param objects applications whose objects changed
    void published(List<Recorded> events, Set<ApplicationKey> objects);
}
