package io.pilothouse.core.slice;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.Digest;
import java.util.List;

/// One application of a slice.
///
/// @param key which
/// @param folder its folder in the repository
/// @param paths every path it reads, the folder first
/// @param fingerprint of the Git tree ids of those paths: equal fingerprints render to equal manifests
public record SliceEntry(ApplicationKey key, String folder, List<String> paths, Digest fingerprint) {
    public SliceEntry {
        paths = List.copyOf(paths);
    }
}
