package io.pilothouse.agent.port;

import io.pilothouse.core.lease.LeaseRecord;
import java.util.Optional;

/// Where the agents of one cluster agree which of them may write.
public interface LeaseStore {
    /// @return the lease as it is now
    Seen read() throws InventoryStore.UnusableException;

    /// Writes the lease, if it is still what was seen.
    ///
    /// @return false if somebody else was faster
    boolean write(LeaseRecord record, Seen seen) throws InventoryStore.UnusableException;

    /// A lease that was read.
    ///
    /// @param record empty if there is none
    /// @param version of the object; empty if there is none
    record Seen(Optional<LeaseRecord> record, String version) {}
}
