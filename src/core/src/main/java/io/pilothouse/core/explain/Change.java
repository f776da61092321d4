package io.pilothouse.core.explain;

/// One field that a sync would change.
///
/// @param path JSON pointer with list keys, such as `/spec/template/spec/containers[name=web]/image`
/// @param before the value in the cluster as JSON text, a fingerprint for a secret; empty where there is none
/// @param after the value it would have, likewise; empty where it would be gone
public record Change(String path, String before, String after) {}
