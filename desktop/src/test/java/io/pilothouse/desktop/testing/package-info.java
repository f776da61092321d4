/// Made-up fleets, a hub that does as it is told, and a window to put on it. Start at [FleetGen].
@NullMarked
package io.pilothouse.desktop.testing;

import org.jspecify.annotations.NullMarked;
