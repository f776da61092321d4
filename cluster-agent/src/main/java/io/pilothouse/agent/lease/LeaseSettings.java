package io.pilothouse.agent.lease;

import java.time.Duration;

/// How the lease is kept.
///
/// The fence is what makes it safe: a write begins no later than `fence` after the last renewal was sent, and takes no
/// longer than a request may, so that it is over before anybody else can hold the lease. Therefore `fence` and the time
/// a request may take are less than `counts` together.
///
/// @param self who we are; another for every agent, the same for one that is started again
/// @param counts how long the lease counts after a renewal
/// @param fence how long after a renewal was sent writes may begin
/// @param every how often it is renewed, or looked at
public record LeaseSettings(String self, Duration counts, Duration fence, Duration every) {
    public LeaseSettings {
        if (fence.compareTo(counts) >= 0 || every.compareTo(fence) >= 0) {
            throw new IllegalArgumentException("every < fence < counts, not " + every + ", " + fence + ", " + counts);
        }
    }

    /// For requests that take at most 10 s.
    public static LeaseSettings of(String self) {
        return new LeaseSettings(self, Duration.ofSeconds(30), Duration.ofSeconds(18), Duration.ofSeconds(5));
    }
}
