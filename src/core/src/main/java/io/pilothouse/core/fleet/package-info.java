/// The fleet as the hub and every desktop see it: events and their fold. Start at [FleetReducer].
@NullMarked
package io.pilothouse.core.fleet;

import org.jspecify.annotations.NullMarked;
