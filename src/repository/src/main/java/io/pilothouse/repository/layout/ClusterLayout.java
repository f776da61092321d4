package io.pilothouse.repository.layout;

import io.pilothouse.core.application.ApplicationKey;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a commit has for one cluster.
///
/// @param fleet what `fleet/` says of it
/// @param applications its applications, `infra` before `app`
public record ClusterLayout(FleetSpec fleet, SortedMap<ApplicationKey, ApplicationLayout> applications) {
    public ClusterLayout {
        applications = Collections.unmodifiableSortedMap(new TreeMap<>(applications));
    }
}
