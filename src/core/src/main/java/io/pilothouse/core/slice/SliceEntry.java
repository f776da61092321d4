package io.pilothouse.core.slice;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.Digest;

/// One application of a slice.
///
/// @param key which
/// @param folder its folder in the repository
/// @param fingerprint of everything it is rendered from: equal fingerprints render to equal manifests
public record SliceEntry(ApplicationKey key, String folder, Digest fingerprint) {}
