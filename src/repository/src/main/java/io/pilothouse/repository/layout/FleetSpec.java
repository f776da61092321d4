package io.pilothouse.repository.layout;

import io.pilothouse.core.slice.ClusterSpec;
import io.pilothouse.core.slice.SyncPolicy;

/// What `fleet/` says for one cluster.
///
/// @param cluster the cluster
/// @param policy how its applications are synced where they say nothing
public record FleetSpec(ClusterSpec cluster, SyncPolicy policy) {}
