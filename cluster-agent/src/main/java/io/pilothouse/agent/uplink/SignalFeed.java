package io.pilothouse.agent.uplink;

import io.pilothouse.core.signal.SignalMinute;
import java.time.Instant;
import java.util.List;

/// Where the uplink gets golden signals from. May be called from any thread.
public interface SignalFeed {

    /// @param from beginning of the first minute wanted
    /// @return the minutes from there that are still kept, oldest first, at most `max`; the last may still be
    ///     running
    List<SignalMinute> minutes(Instant from, int max);
}
