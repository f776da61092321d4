package io.pilothouse.core.explain;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.List;

/// What would become of one object.
///
/// @param key which object
/// @param apiVersion as which it would be applied, or was
/// @param fate what would become of it
/// @param code stable code of what stands in the way, such as `PH-301`; empty where nothing does
/// @param reason one sentence or clause: why; empty where the fate says it all
/// @param changes the fields that would change, at most [#MAX_CHANGES]
/// @param moreChanges how many more would
/// @param origin where Git declares it; of an object that left Git, empty
public record PlannedObject(
        ResourceKey key,
        String apiVersion,
        Fate fate,
        String code,
        String reason,
        List<Change> changes,
        int moreChanges,
        Origin origin) {
    /// More changed fields than these are counted, not listed.
    public static final int MAX_CHANGES = 50;

    /// What would become of an object.
    public enum Fate {
        /// It is not in the cluster and would be.
        CREATED,
        /// It would be changed.
        CONFIGURED,
        /// It would be deleted and created anew.
        RECREATED,
        /// It is as Git says.
        UNCHANGED,
        /// It left Git and would be deleted.
        DELETED,
        /// Nothing would happen to it until somebody, or something else, lets it.
        HELD,
        /// It left Git and stays, no longer ours.
        KEPT,
        /// It left Git and is gone already.
        FORGOTTEN,
        /// The API server would not take it.
        REFUSED
    }

    public PlannedObject {
        moreChanges += Math.max(0, changes.size() - MAX_CHANGES);
        changes = List.copyOf(changes.subList(0, Math.min(MAX_CHANGES, changes.size())));
    }
}
