package io.pilothouse.core.policy;

/// What may be deleted.
///
/// @param isPruning delete what left Git, within the limits
/// @param maxDeletions more deletions than these, and more than the ratio, stop the run before the first
/// @param maxDeletionRatio share of the application's objects, 0 to 1
/// @param isDeletingWithFolder what to do with the objects when the application's folder leaves the slice: delete them
///     within the limits, or leave them
public record PrunePolicy(boolean isPruning, int maxDeletions, double maxDeletionRatio, boolean isDeletingWithFolder) {
    public static final PrunePolicy DEFAULT = new PrunePolicy(true, 5, 0.2, true);

    /// @return the same policy, but nothing is ever deleted
    public PrunePolicy withoutPruning() {
        return new PrunePolicy(false, maxDeletions, maxDeletionRatio, isDeletingWithFolder);
    }
}
