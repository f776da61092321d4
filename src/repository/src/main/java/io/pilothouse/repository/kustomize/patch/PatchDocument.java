package io.pilothouse.repository.kustomize.patch;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.source.Place;

/// One document of a patch.
///
/// @param place where it stands; for one that is written in place, where its text does
public record PatchDocument(Json content, Place place) {}
