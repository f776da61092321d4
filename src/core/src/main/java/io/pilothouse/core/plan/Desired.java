package io.pilothouse.core.plan;

import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.annotation.Wishes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.json.Packed;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.SyncPolicy.DriftPolicy;
import io.pilothouse.core.tolerance.Treatment;
import java.util.Optional;

/// A manifest as it is sent. What is asked often was read from it once; its content is packed, because an agent holds
/// thousands of these and looks into few.
///
/// @param key which object
/// @param apiVersion for example `apps/v1`
/// @param origin where it was read
/// @param packed its content, marked with its owner, see [Ownership#stamp]
/// @param digest of its content
/// @param wishes what its annotations ask for
/// @param drift what is done about its drift; empty if that is the application's to say
public record Desired(
        ResourceKey key,
        String apiVersion,
        Origin origin,
        Packed packed,
        Digest digest,
        Wishes wishes,
        Optional<DriftPolicy> drift) {
    public static Desired of(Manifest rendered, ApplicationKey application) {
        Manifest stamped = Ownership.stamp(rendered, application);
        Wishes wishes = Wishes.of(stamped);
        return new Desired(
                stamped.key(),
                stamped.apiVersion(),
                stamped.origin(),
                Packed.of(stamped.content()),
                stamped.digest(),
                wishes.equals(Wishes.NONE) ? Wishes.NONE : wishes,
                Treatment.wish(stamped));
    }

    /// Keeps the digest of a Secret under a key, because it is written to the cluster, and a plain one would let
    /// people try values against it.
    public static Desired of(Manifest rendered, ApplicationKey application, Fingerprints fingerprints) {
        Desired plain = of(rendered, application);
        return plain.key.isSecret() ? plain.with(fingerprints.seal(plain.digest)) : plain;
    }

    private Desired with(Digest sealed) {
        return new Desired(key, apiVersion, origin, packed, sealed, wishes, drift);
    }

    /// @return true if it is made where it is missing and left alone from then on, so that it never differs
    public boolean isLeftOnceThere() {
        return wishes.apply() == ApplyMode.IF_NOT_PRESENT;
    }

    /// @return the whole manifest, read anew: ask once, not in a loop
    public Manifest manifest() {
        return new Manifest(key, apiVersion, packed.open(), origin);
    }
}
