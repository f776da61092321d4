package io.pilothouse.agent.uplink;

import io.pilothouse.core.signal.SignalMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Remembers which minutes the hub has. Signals are not acknowledged; what was sent before a heartbeat has arrived
/// when the heartbeat is answered, because a stream keeps its order. Minutes that were sent but not confirmed so
/// are sent again on the next stream, and a hub with another ledger gets all that are kept: a minute sent twice
/// counts once.
///
/// Confined to the uplink's thread.
final class SignalCourier {
    private static final long EVERY = Duration.ofSeconds(15).toNanos();
    /// The hub takes no more at once.
    static final int BATCH_MINUTES = 60;

    private final SignalFeed feed;
    private String ledger = "";
    private Instant next = Instant.EPOCH;
    private Instant beforeHeartbeat = Instant.EPOCH;
    private Instant confirmed = Instant.EPOCH;
    private List<SignalMinute> lastSent = List.of();
    private boolean isBehind;
    private long dueAt;

    SignalCourier(SignalFeed feed) {
        this.feed = feed;
    }

    /// A stream begins.
    void welcome(String ledgerId, long now) {
        next = ledgerId.equals(ledger) ? confirmed : Instant.EPOCH;
        confirmed = next;
        beforeHeartbeat = next;
        ledger = ledgerId;
        lastSent = List.of();
        isBehind = true;
        dueAt = now;
    }

    /// @return what to send now; empty if there is nothing new
    List<SignalMinute> batch(long now) {
        if (!isBehind && now - dueAt < 0) {
            return List.of();
        }
        List<SignalMinute> minutes = feed.minutes(next, BATCH_MINUTES);
        isBehind = minutes.size() == BATCH_MINUTES;
        dueAt = now + EVERY;
        if (minutes.isEmpty() || minutes.equals(lastSent)) {
            return List.of();
        }
        // The last one may still run: it is sent again when it has changed, and once more when it is over.
        next = minutes.getLast().minute();
        lastSent = List.of(minutes.getLast());
        return minutes;
    }

    void heartbeat() {
        beforeHeartbeat = next;
    }

    void heartbeatAnswered() {
        confirmed = beforeHeartbeat;
    }

    /// @return nanoseconds until the next batch is due
    long dueIn(long now) {
        return isBehind ? 0 : Math.max(0, dueAt - now);
    }
}
