package io.pilothouse.core.policy;

import io.pilothouse.core.application.ApplicationKey;
import java.time.Duration;
import java.util.List;

/// How an application is synced: `spec.sync` of its `application.yaml`, over what the cluster and the fleet say.
///
/// @param mode when to apply a new commit
/// @param drift what to do about drift
/// @param timeout how long a phase of a run may wait for its objects to become healthy, 1 s to 24 h
/// @param prune what may be deleted
/// @param retry how often a run that failed is tried again
/// @param windows when a run may begin; at any time if there are none
/// @param options what else a run does
/// @param dependsOn applications of the same cluster that have to be synced and healthy before this one begins
public record SyncPolicy(
        Mode mode,
        DriftPolicy drift,
        Duration timeout,
        PrunePolicy prune,
        RetryPolicy retry,
        List<SyncWindow> windows,
        SyncOptions options,
        List<ApplicationKey> dependsOn) {
    public static final SyncPolicy DEFAULT = new SyncPolicy(
            Mode.AUTO,
            DriftPolicy.RECONCILE,
            Duration.ofMinutes(10),
            PrunePolicy.DEFAULT,
            RetryPolicy.DEFAULT,
            List.of(),
            SyncOptions.DEFAULT,
            List.of());

    public SyncPolicy {
        windows = List.copyOf(windows);
        dependsOn = List.copyOf(dependsOn);
    }

    /// @return the same policy with other rules for deleting
    public SyncPolicy with(PrunePolicy changed) {
        return new SyncPolicy(mode, drift, timeout, changed, retry, windows, options, dependsOn);
    }

    /// @return the same policy for drift that is handled otherwise
    public SyncPolicy with(DriftPolicy changed) {
        return new SyncPolicy(mode, changed, timeout, prune, retry, windows, options, dependsOn);
    }

    /// @return the same policy at other times
    public SyncPolicy with(Mode changed) {
        return new SyncPolicy(changed, drift, timeout, prune, retry, windows, options, dependsOn);
    }

    /// @return the same policy with another patience
    public SyncPolicy with(Duration changed) {
        return new SyncPolicy(mode, drift, changed, prune, retry, windows, options, dependsOn);
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
