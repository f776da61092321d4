/// The fields of a layout file, one by one: what was asked for is known, everything else is refused by name. Start at
/// [Fields].
@NullMarked
package io.pilothouse.repository.layout.field;

import org.jspecify.annotations.NullMarked;
