package io.pilothouse.core.status;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.List;

/// One object of an application: the row of the application page.
///
/// @param key which object
/// @param apiVersion the version it is applied as
/// @param sync does it match Git
/// @param health does it work
/// @param message why it is not well, or what the last step on it said; empty when there is nothing to say
/// @param drift the fields that differ, at most [#MAX_DRIFT]
/// @param origin where Git declares it
public record ObjectStatus(
        ResourceKey key,
        String apiVersion,
        SyncStatus sync,
        Health health,
        String message,
        List<FieldDrift> drift,
        Origin origin) {
    /// More differing fields than these are counted in the message, not listed.
    public static final int MAX_DRIFT = 100;

    public ObjectStatus {
        drift = List.copyOf(drift);
    }
}
