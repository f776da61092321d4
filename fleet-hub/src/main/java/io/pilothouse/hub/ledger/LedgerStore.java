package io.pilothouse.hub.ledger;

import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the ledger is kept. Only [#saveSnapshot] and [#trim] may be called beside the ledger's own thread.
///
/// Every method throws [StoreException] where the disk or the database fails; it may be called again afterwards.
public interface LedgerStore {
    /// @return identity of the ledger, a UUID
    String ledgerId();

    /// Writes a commit. It is on the disk when this returns; after an exception it may or may not be.
    void append(Commit commit);

    /// Called after [#append] failed: makes the store usable again, if the disk is.
    void recover();

    /// @return the newest saved fold, [FleetSnapshot#EMPTY] where none was saved
    FleetSnapshot savedSnapshot();

    /// @return how far each cluster's journal is
    Map<String, AgentPosition> positions();

    /// @return sequence number of the newest event, 0 for none
    long head();

    /// @return at most `limit` events after one, in order
    List<Recorded> events(long after, int limit);

    /// @return a command the ledger ever took, while its history is kept
    Optional<CommandState> command(String id);

    /// Saves a fold, so that a restart reads only the events after it. Replaces the one before.
    void saveSnapshot(FleetSnapshot snapshot);

    /// Forgets history.
    ///
    /// @param until events up to and with this one; the caller sees to it that a saved fold has them
    void trim(long until);
}
