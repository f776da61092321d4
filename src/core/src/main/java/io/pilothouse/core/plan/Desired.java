package io.pilothouse.core.plan;

import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.annotation.Wishes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;

/// A manifest as it is sent, with what is computed of it once because it is asked for often.
///
/// @param manifest marked with its owner, see [Ownership#stamp]
/// @param digest of its content
/// @param wishes what its annotations ask for
public record Desired(Manifest manifest, Digest digest, Wishes wishes) {
    public static Desired of(Manifest rendered, ApplicationKey application) {
        Manifest stamped = Ownership.stamp(rendered, application);
        return new Desired(stamped, stamped.digest(), Wishes.of(stamped));
    }

    /// Keeps the digest of a Secret under a key, because it is written to the cluster, and a plain one would let
    /// people try values against it.
    public static Desired of(Manifest rendered, ApplicationKey application, Fingerprints fingerprints) {
        Desired plain = of(rendered, application);
        return plain.key().isSecret()
                ? new Desired(plain.manifest(), fingerprints.seal(plain.digest()), plain.wishes())
                : plain;
    }

    /// @return true if it is made where it is missing and left alone from then on, so that it never differs
    public boolean isLeftOnceThere() {
        return wishes.apply() == ApplyMode.IF_NOT_PRESENT;
    }

    public ResourceKey key() {
        return manifest.key();
    }
}
