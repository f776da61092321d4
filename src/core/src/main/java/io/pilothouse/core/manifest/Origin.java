package io.pilothouse.core.manifest;

/// Where in the fleet repository something was read.
///
/// @param file path from the repository's root
/// @param document number of the YAML document in the file, from 1
/// @param line line in the file at which it begins, from 1
public record Origin(String file, int document, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
