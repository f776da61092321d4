package io.pilothouse.core.policy;

import java.time.Duration;

/// How often a run that failed is tried again, and when. What fails because nobody answers is no such failure: it is
/// tried until somebody does.
///
/// @param limit attempts after the first, 0 to [#UNLIMITED]; then the application waits for another commit or a command
/// @param first wait before the first of them
/// @param factor by which each wait is longer than the one before, 1 to 10
/// @param most the longest wait
public record RetryPolicy(int limit, Duration first, double factor, Duration most) {
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /// Never gives up: what is wrong may be put right in another application, or in the cluster.
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(UNLIMITED, Duration.ofSeconds(1), 2, Duration.ofMinutes(5));
}
