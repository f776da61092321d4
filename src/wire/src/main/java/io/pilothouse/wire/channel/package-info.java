/// How channels and servers are set up: keep-alive, limits, back-off, and how failures are put to people. Start at
/// [HubChannel].
@NullMarked
package io.pilothouse.wire.channel;

import org.jspecify.annotations.NullMarked;
