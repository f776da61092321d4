package io.pilothouse.core.status;

/// Does the cluster match Git?
public enum SyncStatus {
    SYNCED,
    OUT_OF_SYNC,
    UNKNOWN
}
