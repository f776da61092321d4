/// The agent's stream to the hub: reports go out of the journal in order, commands come in once each, and nothing
/// here stops the reconciler when the hub is away. Start at [Uplink].
@NullMarked
package io.pilothouse.agent.uplink;

import org.jspecify.annotations.NullMarked;
