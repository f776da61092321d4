package io.pilothouse.demo.report;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import java.util.ArrayList;
import java.util.List;

/// The fleet at one moment, seen by somebody who waits for it to settle.
///
/// @param clusters those that were started; the fleet may know more
/// @param snapshot what the hub knows
public record Report(List<String> clusters, FleetSnapshot snapshot) {
    public Report {
        clusters = List.copyOf(clusters);
    }

    /// @return true if every application of every cluster is in sync and healthy, as of now
    public boolean isSettled() {
        return reasons().isEmpty();
    }

    /// @return why it is not settled, one sentence for each cluster or application concerned
    public List<String> reasons() {
        return clusters.stream()
                .flatMap(name -> snapshot
                        .cluster(name)
                        .map(Report::reasons)
                        .orElseGet(() -> List.of(name + ": its agent has not reported to the hub yet"))
                        .stream())
                .toList();
    }

    private static List<String> reasons(ClusterState cluster) {
        List<String> reasons = new ArrayList<>();
        if (cluster.contact() != Contact.CONNECTED) {
            reasons.add(cluster.name() + ": its agent is not connected to the hub (" + cluster.contact() + ")");
        }
        if (!cluster.status().error().isEmpty()) {
            reasons.add(cluster.name() + ": " + cluster.status().error());
        }
        if (!cluster.status().source().error().isEmpty()) {
            reasons.add(cluster.name() + ": " + cluster.status().source().error());
        }
        if (cluster.applications().isEmpty() && reasons.isEmpty()) {
            reasons.add(cluster.name() + ": its agent has not reported any application yet");
        }
        cluster.applications().values().stream()
                .filter(application -> !application.isSettled())
                .map(Report::reason)
                .forEach(reasons::add);
        return reasons;
    }

    private static String reason(ApplicationStatus application) {
        String why = application.message().isEmpty() ? "" : ": " + application.message();
        String code = application.reason().isEmpty() ? "" : " [" + application.reason() + "]";
        String suspended = application.isSuspended() ? ", suspended" : "";
        return application.key() + ": " + application.sync() + ", " + application.health() + suspended + " ("
                + application.phase() + ")" + why + code;
    }
}
