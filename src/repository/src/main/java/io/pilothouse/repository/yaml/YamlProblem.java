package io.pilothouse.repository.yaml;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;

/// Why a file cannot be used. Says nothing of the file's name, because equal files at two paths are parsed once.
///
/// @param code `PH-110` to `PH-119`, see [YamlGate]
/// @param document number of the document, from 1
/// @param line from 1
/// @param message one sentence that never quotes the file
public record YamlProblem(String code, int document, int line, String message) {

    /// @return the problem, in the file at this path
    public InputError in(String file) {
        return new InputError(code, new Origin(file, document, line), message);
    }
}
