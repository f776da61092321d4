package io.pilothouse.core.fleet;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.Contact;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// One cluster as the hub knows it.
///
/// @param name the cluster's name
/// @param status what its agent last said
/// @param contact whether its agent is heard
/// @param contactSince since when, by the hub's clock
/// @param reportedAt when its last report arrived, by the hub's clock; [Instant#EPOCH] before the first
/// @param slice the commit its list of applications is from
/// @param applications its applications, sorted
public record ClusterState(
        String name,
        ClusterStatus status,
        Contact contact,
        Instant contactSince,
        Instant reportedAt,
        Revision slice,
        SortedMap<ApplicationKey, ApplicationStatus> applications) {

    public ClusterState {
        applications = Collections.unmodifiableSortedMap(new TreeMap<>(applications));
    }

    /// @return a cluster of which only the name is known
    public static ClusterState unknown(String name) {
        return new ClusterState(
                name, ClusterStatus.NONE, Contact.NEVER, Instant.EPOCH, Instant.EPOCH, Revision.NONE, new TreeMap<>());
    }
}
