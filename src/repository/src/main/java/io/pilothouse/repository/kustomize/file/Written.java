package io.pilothouse.repository.kustomize.file;

import io.pilothouse.repository.source.Place;

/// A text of a file, and where it stands.
public record Written(String text, Place place) {}
