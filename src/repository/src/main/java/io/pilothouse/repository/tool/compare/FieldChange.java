package io.pilothouse.repository.tool.compare;

import io.pilothouse.core.json.Json;
import java.util.Optional;

/// A field that two versions of an object disagree about.
///
/// @param path such as `spec.template.spec.containers[nginx].image`
/// @param before its value; empty where it was not there, and for a secret
/// @param after its value; empty where it is gone, and for a secret
public record FieldChange(String path, Optional<Json> before, Optional<Json> after) {}
