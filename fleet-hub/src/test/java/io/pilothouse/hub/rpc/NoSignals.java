package io.pilothouse.hub.rpc;

import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.hub.ledger.SignalStore;
import java.util.List;
import java.util.Map;

/// Keeps no signals.
final class NoSignals implements SignalStore {
    @Override
    public Map<MinuteKey, SignalMinute> put(Map<MinuteKey, SignalMinute> minutes) {
        return Map.of();
    }

    @Override
    public List<SignalMinute> minutes(String cluster, long from, long until) {
        return List.of();
    }

    @Override
    public void trimSignals(long beforeMinute) {}
}
