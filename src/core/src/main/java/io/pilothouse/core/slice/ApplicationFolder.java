package io.pilothouse.core.slice;

import io.pilothouse.core.application.ApplicationKey;

/// The folder that makes an application.
///
/// @param key which application
/// @param folder its path
/// @param isShallow only the files directly in it belong to the application, because each sub folder is one of its own
public record ApplicationFolder(ApplicationKey key, String folder, boolean isShallow) {}
