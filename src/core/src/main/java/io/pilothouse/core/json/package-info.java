/// JSON as values: immutable, without null, compared by content, and written in one canonical form so that equal
/// documents have equal digests. Start at [Json].
@NullMarked
package io.pilothouse.core.json;

import org.jspecify.annotations.NullMarked;
