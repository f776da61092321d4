/// Reads YAML and JSON files that nobody vouches for: the one way in which bytes of the fleet repository, or of a
/// settings file, become values. Whatever the bytes are, the answer is documents or problems, never an exception. The
/// only
/// package that knows a YAML library. Start at [YamlGate].
@NullMarked
package io.pilothouse.repository.yaml;

import org.jspecify.annotations.NullMarked;
