package io.pilothouse.core.slice;

import io.pilothouse.core.window.Freeze;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the repository says of a cluster, mostly in `fleet/clusters/<cluster>.yaml`.
///
/// @param name the cluster's name
/// @param environment such as `prod`; empty if it says none
/// @param labels sorted
/// @param isSuspended the repository itself stops this cluster
/// @param freezes times in which nothing is written, of the fleet, of the cluster and of its namespaces
public record ClusterSpec(
        String name, String environment, Map<String, String> labels, boolean isSuspended, List<Freeze> freezes) {
    /// A cluster that never freezes.
    public ClusterSpec(String name, String environment, Map<String, String> labels, boolean isSuspended) {
        this(name, environment, labels, isSuspended, List.of());
    }

    public ClusterSpec {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        freezes = List.copyOf(freezes);
    }

    /// @return the same with more times in which nothing is written
    public ClusterSpec with(Collection<Freeze> more) {
        return new ClusterSpec(
                name,
                environment,
                labels,
                isSuspended,
                Stream.concat(freezes.stream(), more.stream()).toList());
    }
}
