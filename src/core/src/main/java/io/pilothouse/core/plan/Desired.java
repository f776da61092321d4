package io.pilothouse.core.plan;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;

/// A manifest as it is sent, with its digest, which is computed once because every comparison needs it.
///
/// @param manifest marked with its owner, see [Ownership#stamp]
/// @param digest of its content
public record Desired(Manifest manifest, Digest digest) {
    public static Desired of(Manifest rendered, ApplicationKey application) {
        Manifest stamped = Ownership.stamp(rendered, application);
        return new Desired(stamped, stamped.digest());
    }

    public ResourceKey key() {
        return manifest.key();
    }
}
