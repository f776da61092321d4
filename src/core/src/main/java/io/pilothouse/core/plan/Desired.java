package io.pilothouse.core.plan;

import io.pilothouse.core.annotation.Wishes;
import io.pilothouse.core.application.ApplicationKey;
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

    /// @return the whole manifest, read anew: ask once, not in a loop
    public Manifest manifest() {
        return new Manifest(key, apiVersion, packed.open(), origin);
    }
}
