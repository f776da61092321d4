/// The hub program: settings, wiring by hand, start and stop. Start at [Hub].
@NullMarked
package io.pilothouse.hub;

import org.jspecify.annotations.NullMarked;
