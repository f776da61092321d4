package io.pilothouse.core.checklist;

import io.pilothouse.core.manifest.Manifest;

/// Something that a check found.
///
/// @param manifest whose
/// @param why one sentence: what is missing, and what to do
public record Shortcoming(Manifest manifest, String why) {}
