package io.pilothouse.core.plan;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;

/// One object in an application's inventory.
///
/// @param key which object
/// @param apiVersion the version it was applied as
/// @param uid of the object we applied; empty if an apply was announced and its end is not known
/// @param introduced the commit with which it came into the inventory
/// @param applied digest of the manifest that was applied last; of nothing ([#NOTHING]) before
/// @param baseline what the API server made of that manifest
public record InventoryEntry(
        ResourceKey key, String apiVersion, String uid, Revision introduced, Digest applied, Baseline baseline) {
    /// Stands for "no manifest yet": equals no real digest.
    public static final Digest NOTHING = new Digest("");

    /// @return an entry for an object that is about to be applied for the first time
    public static InventoryEntry announced(ResourceKey key, String apiVersion, Revision introduced) {
        return new InventoryEntry(key, apiVersion, "", introduced, NOTHING, Baseline.NONE);
    }

    /// @return the entry after an apply that succeeded
    public InventoryEntry applied(String apiVersion, String uid, Digest digest, Baseline baseline) {
        return new InventoryEntry(key, apiVersion, uid, introduced, digest, baseline);
    }
}
