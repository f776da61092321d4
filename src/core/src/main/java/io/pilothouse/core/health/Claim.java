package io.pilothouse.core.health;

import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.Health;
import java.time.Instant;

/// What a run has to see proven of one object before it goes on: that it works *as this commit wants it*. Health that
/// was there before the apply proves nothing.
///
/// @param key which object
/// @param wanted digest of the manifest of the commit that the run is about
/// @param applied digest of the manifest that the API server accepted last
/// @param generation of the object as that apply left it; 0 if it is not known, as after a restart, and then every
///     verdict is newer
public record Claim(ResourceKey key, Digest wanted, Digest applied, long generation) {

    /// @return true if the object works, or is stopped on purpose, in the generation that the apply made or a newer
    ///     one
    public boolean isProvenBy(Verdict verdict, Instant now) {
        return isAbout(verdict) && verdict.at(now).isSettled();
    }

    /// Whether what comes in later waves may be applied. A claim for a volume that is not bound yet does not hold
    /// it up: many volumes are bound only when a pod wants to use them, and that pod comes later.
    public boolean isEnoughFor(Verdict verdict, Instant now) {
        boolean isUnbound = key.kind().equals("PersistentVolumeClaim")
                && key.group().isEmpty()
                && verdict.at(now).health() == Health.PROGRESSING;
        return isAbout(verdict) && (isUnbound || verdict.at(now).isSettled());
    }

    private boolean isAbout(Verdict verdict) {
        return applied.equals(wanted) && verdict.course().generation() >= generation;
    }
}
