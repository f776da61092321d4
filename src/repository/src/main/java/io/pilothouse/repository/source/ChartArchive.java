package io.pilothouse.repository.source;

import java.nio.file.Path;

/// A packed chart that was fetched before.
///
/// @param file the archive (`.tgz`) on this machine
/// @param version its exact version
/// @param digest SHA-256 of the archive, in hexadecimal
public record ChartArchive(Path file, String version, String digest) {}
