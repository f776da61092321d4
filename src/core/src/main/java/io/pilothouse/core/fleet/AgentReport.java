package io.pilothouse.core.fleet;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.ObjectStatus;
import java.util.List;

/// What an agent tells the hub durably.
public sealed interface AgentReport {

    /// Something for the ledger.
    ///
    /// @param event any but [FleetEvent.ContactChanged] and [FleetEvent.CommandAccepted], which only the hub makes
    record Event(FleetEvent event) implements AgentReport {}

    /// Objects of an application changed. The hub keeps the newest state of each object, not the history.
    ///
    /// @param application the owner
    /// @param isComplete `upserted` is all there is
    /// @param upserted new and changed objects
    /// @param removed objects that are no longer of the application
    record Objects(
            ApplicationKey application, boolean isComplete, List<ObjectStatus> upserted, List<ResourceKey> removed)
            implements AgentReport {
        public Objects {
            upserted = List.copyOf(upserted);
            removed = List.copyOf(removed);
        }
    }

    /// A report in its place in an agent's journal.
    ///
    /// @param sequence from 1, without gaps within an epoch
    record Sequenced(long sequence, AgentReport report) {}
}
