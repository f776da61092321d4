/// What the desktop knows: the fold of the hub's events on one thread of its own, the state of the link, and the one
/// bridge to the thread of the screens. Says what it needs of a hub as a port. Start at [FleetModel].
@NullMarked
package io.pilothouse.desktop.state;

import org.jspecify.annotations.NullMarked;
