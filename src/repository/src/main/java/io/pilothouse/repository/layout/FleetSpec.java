package io.pilothouse.repository.layout;

import io.pilothouse.core.slice.ClusterSpec;
import io.pilothouse.core.slice.SyncPolicy;

/// What `fleet/` says for one cluster.
///
/// @param cluster the cluster
/// @param branch the branch of its environment, empty where the environment names none
/// @param policy how its applications are synced where they say nothing
public record FleetSpec(ClusterSpec cluster, String branch, SyncPolicy policy) {}
