package io.pilothouse.core.slice;

import java.time.Duration;

/// How an application is synced: `spec.sync` of its `application.yaml`.
///
/// @param mode when to apply a new commit
/// @param isPruning delete what left Git, within the limits
/// @param drift what to do about drift
/// @param timeout how long a run may wait for its objects to become healthy
/// @param maxDeletions more deletions than these, and more than the ratio, stop the run before the first
/// @param maxDeletionRatio share of the application's objects, 0 to 1
/// @param isDeletingWithFolder what to do with the objects when the application's folder leaves the slice: delete them
///     within the limits, or leave them
public record SyncPolicy(
        Mode mode,
        boolean isPruning,
        DriftPolicy drift,
        Duration timeout,
        int maxDeletions,
        double maxDeletionRatio,
        boolean isDeletingWithFolder) {
    public static final SyncPolicy DEFAULT =
            new SyncPolicy(Mode.AUTO, true, DriftPolicy.RECONCILE, Duration.ofMinutes(10), 5, 0.2, true);

    /// @return the same policy, but nothing is ever deleted
    public SyncPolicy withoutPruning() {
        return new SyncPolicy(mode, false, drift, timeout, maxDeletions, maxDeletionRatio, isDeletingWithFolder);
    }

    /// When a new commit is applied.
    public enum Mode {
        /// At once.
        AUTO,
        /// On command only.
        MANUAL
    }

    /// What to do about drift.
    public enum DriftPolicy {
        /// Correct it at once.
        RECONCILE,
        /// Report it.
        NOTIFY,
        /// Do not look.
        IGNORE
    }
}
