/// The programs' own settings files: YAML, overridden by the environment, strict about unknown keys and wrong types,
/// and
/// printable with secrets hidden. Start at [SettingsFile].
@NullMarked
package io.pilothouse.repository.settings;

import org.jspecify.annotations.NullMarked;
