package io.pilothouse.core.slice;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one cluster may see of one commit.
///
/// @param revision the commit
/// @param cluster what the repository says of the cluster
/// @param applications its applications, `infra` before `app`
public record Slice(Revision revision, ClusterSpec cluster, SortedMap<ApplicationKey, SliceEntry> applications) {
    public Slice {
        applications = Collections.unmodifiableSortedMap(new TreeMap<>(applications));
    }
}
