package io.pilothouse.core.slice;

import io.pilothouse.core.manifest.Digest;
import java.util.List;

/// Fingerprints of what an application is rendered from.
public final class Fingerprints {
    /// Raised whenever the same files render to something else than before, so that nobody keeps the old rendering.
    private static final String RENDERING = "1";

    private Fingerprints() {}

    /// @param application which, because its name is rendered into its objects
    /// @param policy what it is synced by when it says nothing itself
    /// @param read every file and folder it reads, missing ones with an empty id
    /// @return equal for equal renderings
    public static Digest of(ApplicationFolder application, SyncPolicy policy, List<TreeEntry> read) {
        StringBuilder text = new StringBuilder(RENDERING)
                .append('\n')
                .append(application.key())
                .append('\n')
                .append(policy);
        for (TreeEntry entry : read) {
            text.append('\n')
                    .append(entry.kind())
                    .append(' ')
                    .append(entry.id())
                    .append(' ')
                    .append(entry.path());
        }
        return Digest.of(text.toString());
    }
}
