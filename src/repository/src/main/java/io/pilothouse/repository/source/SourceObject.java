package io.pilothouse.repository.source;

import io.pilothouse.core.json.Json;

/// One object as a renderer made it: not checked yet, nor given its namespace and labels.
///
/// @param content the object
/// @param place where it was declared; for a generated one, where that was asked for
public record SourceObject(Json.Obj content, Place place) {}
