package io.pilothouse.agent.reconcile.pace;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// How an agent reconciles.
///
/// @param cluster the cluster's name
/// @param agentVersion such as `0.1.0`
/// @param interval how often Git is asked without being told
/// @param jitter share of the interval by which each wait is varied, 0 to 1, so that a fleet does not ask in step
/// @param workers how many applications run at once
/// @param clocks the time
/// @param random for jitter
public record ReconcileSettings(
        String cluster,
        String agentVersion,
        Duration interval,
        double jitter,
        int workers,
        Clocks clocks,
        RandomGenerator random) {
    public ReconcileSettings {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1, not " + workers);
        }
    }

    /// @return what an agent starts with unless it is told otherwise
    public static ReconcileSettings of(String cluster, String agentVersion) {
        return new ReconcileSettings(
                cluster,
                agentVersion,
                Duration.ofSeconds(30),
                0.2,
                16,
                Clocks.of(InstantSource.system()),
                RandomGenerator.getDefault());
    }
}
