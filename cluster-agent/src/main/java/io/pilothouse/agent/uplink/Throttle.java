package io.pilothouse.agent.uplink;

import java.time.Duration;

/// Lets the first of many equal complaints through at once and then one in a while: a log that repeats itself all
/// night hides what else happened.
final class Throttle {
    private final long every;
    private boolean isFirst = true;
    private long last;

    Throttle(Duration every) {
        this.every = every.toNanos();
    }

    boolean isDue(long now) {
        if (isFirst || now - last >= every) {
            isFirst = false;
            last = now;
            return true;
        }
        return false;
    }

    /// The trouble is over: the next complaint is about something new.
    void reset() {
        isFirst = true;
    }
}
