package io.pilothouse.core.tombstone;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Instant;

/// An object that a prune deleted.
///
/// @param key which object
/// @param apiVersion the version it was read as
/// @param uid of the object that was deleted
/// @param commit the commit that took it out of Git
/// @param deletedAt the same for all that one prune deleted
/// @param serviceAccount the account that deleted it, and makes it again; empty for the usual one
/// @param content what to make again, see [Remains]; or what became of it where it is kept
public record Tombstone(
        ResourceKey key,
        String apiVersion,
        String uid,
        Revision commit,
        Instant deletedAt,
        String serviceAccount,
        Json.Obj content) {

    /// @return the object's name as commands write it: `group/Kind/namespace/name`
    public String name() {
        return key.group() + "/" + key.kind() + "/" + key.namespace() + "/" + key.name();
    }

    /// @return the same tombstone with its content kept in another way
    public Tombstone with(Json.Obj changed) {
        return new Tombstone(key, apiVersion, uid, commit, deletedAt, serviceAccount, changed);
    }

    int size() {
        return content.canonical().length();
    }
}
