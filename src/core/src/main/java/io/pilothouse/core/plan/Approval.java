package io.pilothouse.core.plan;

import io.pilothouse.core.manifest.ResourceKey;

/// A person's word that one object may be deleted: this very object, not another of the same name.
///
/// @param key which object
/// @param uid its UID
public record Approval(ResourceKey key, String uid) {}
