package io.pilothouse.hub.ledger;

import io.pilothouse.core.signal.SignalMinute;
import java.util.List;
import java.util.Map;

/// Where golden signals are kept. Not durable at once: what a crash loses, agents send again. Blocks.
public interface SignalStore {
    /// Whose minute: it counts once for each process of an agent.
    ///
    /// @param epochMinute minutes since 1970-01-01T00:00Z
    /// @param incarnation the agent's process
    record MinuteKey(String cluster, long epochMinute, String incarnation) {}

    /// Writes minutes over those of the same key.
    ///
    /// @return what stood there before, for those that were known
    Map<MinuteKey, SignalMinute> put(Map<MinuteKey, SignalMinute> minutes);

    /// @return minutes from `from` until before `until`, oldest first; one for each process
    List<SignalMinute> minutes(String cluster, long from, long until);

    /// Forgets minutes before this one.
    void trimSignals(long beforeMinute);
}
