package io.pilothouse.core.status;

import java.util.Map;
import java.util.TreeMap;

/// A cluster at one moment, as its agent sees it.
///
/// @param clusterUid UID of the `kube-system` namespace: tells a rebuilt cluster from the one before
/// @param environment from `fleet/clusters/<cluster>.yaml`, empty if it says none
/// @param labels from the same file, sorted
/// @param kubernetesVersion such as `v1.34.2`; empty while the API server does not answer
/// @param agentVersion such as `0.1.0`
/// @param source what the agent knows of Git
/// @param isSuspended an operator stopped the whole cluster
/// @param error why the agent cannot do its work, one sentence; empty if it can
public record ClusterStatus(
        String clusterUid,
        String environment,
        Map<String, String> labels,
        String kubernetesVersion,
        String agentVersion,
        SourceStatus source,
        boolean isSuspended,
        String error) {
    public static final ClusterStatus NONE = new ClusterStatus("", "", Map.of(), "", "", SourceStatus.NONE, false, "");

    public ClusterStatus {
        labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
