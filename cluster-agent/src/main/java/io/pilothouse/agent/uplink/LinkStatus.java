package io.pilothouse.agent.uplink;

import java.time.Duration;

/// How the link to the hub stands.
///
/// @param isConnected the stream is open and the hub has said welcome
/// @param problem why not, one sentence; empty while connected and before the first try ended
/// @param skew the hub's clock less ours, as of the last heartbeat
public record LinkStatus(boolean isConnected, String problem, Duration skew) {
    static final LinkStatus NONE = new LinkStatus(false, "", Duration.ZERO);
}
