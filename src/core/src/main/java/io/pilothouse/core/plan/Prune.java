package io.pilothouse.core.plan;

import io.pilothouse.core.application.ApplicationKey;

/// An object in the inventory that is no longer declared, and what is to become of it.
public sealed interface Prune {
    InventoryEntry entry();

    /// It is deleted, if it still has this UID.
    record Delete(InventoryEntry entry, String uid) implements Prune {}

    /// It stays, and is no longer ours.
    ///
    /// @param reason one clause, such as `its annotations forbid it`
    record Keep(InventoryEntry entry, String reason) implements Prune {}

    /// It stays and stays ours until somebody decides.
    ///
    /// @param reason one sentence: why, and what to do
    record Hold(InventoryEntry entry, String reason) implements Prune {}

    /// It moves to another application: it stays, and stays in this inventory too until it carries the other's
    /// mark, so that it is never in nobody's.
    ///
    /// @param to who declares it now
    record Yield(InventoryEntry entry, ApplicationKey to) implements Prune {}

    /// It is not in the cluster any more, or belongs to somebody else by now: only the inventory changes.
    record Forget(InventoryEntry entry) implements Prune {}
}
