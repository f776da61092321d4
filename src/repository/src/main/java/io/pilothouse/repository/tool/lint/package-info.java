/// Finds what is wrong or odd in a whole fleet repository at once: what the agents would refuse, and what only shows
/// when all clusters are looked at together. Start at [Lint].
@NullMarked
package io.pilothouse.repository.tool.lint;

import org.jspecify.annotations.NullMarked;
