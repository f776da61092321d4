package io.pilothouse.core.slice;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What `fleet/clusters/<cluster>.yaml` says of a cluster.
///
/// @param name the cluster's name
/// @param environment such as `prod`; empty if it says none
/// @param labels sorted
/// @param isSuspended the repository itself stops this cluster
public record ClusterSpec(String name, String environment, Map<String, String> labels, boolean isSuspended) {
    public ClusterSpec {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
