package io.pilothouse.repository.settings;

import io.pilothouse.core.json.Json;
import java.nio.file.Path;

/// One setting as it was found.
///
/// @param value what stands there; always text if it came from the environment
/// @param source `agent.yaml:3`, or the environment variable's name
/// @param folder what relative paths are relative to
record Entry(Json value, String source, Path folder, boolean isFromEnvironment) {}
