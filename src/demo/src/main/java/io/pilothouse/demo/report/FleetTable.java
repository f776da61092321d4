package io.pilothouse.demo.report;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.SyncStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The fleet as a table of text.
public final class FleetTable {
    private static final String ROW = "%-14s %-32s %-12s %-12s %-9s %s";

    private FleetTable() {}

    public static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("CLUSTER", "APPLICATION", "SYNC", "HEALTH", "REVISION", "")
                .strip());
        for (String name : report.clusters()) {
            report.snapshot()
                    .cluster(name)
                    .ifPresentOrElse(
                            cluster -> lines.addAll(rows(cluster)), () -> lines.add(name + " (nothing heard yet)"));
        }
        lines.add("");
        lines.add(summary(report));
        return lines;
    }

    /// @return the fleet in one line
    public static String summary(Report report) {
        List<ApplicationStatus> applications = report.clusters().stream()
                .flatMap(name -> report.snapshot().cluster(name).stream())
                .map(ClusterState::applications)
                .flatMap(all -> all.values().stream())
                .toList();
        long connected = report.clusters().stream()
                .flatMap(name -> report.snapshot().cluster(name).stream())
                .filter(cluster -> cluster.contact() == Contact.CONNECTED)
                .count();
        return "%d of %d clusters connected · %d applications: %d in sync, %d healthy"
                .formatted(
                        connected,
                        report.clusters().size(),
                        applications.size(),
                        count(applications, SyncStatus.SYNCED),
                        applications.stream()
                                .filter(application -> application.health() == Health.HEALTHY)
                                .count());
    }

    private static long count(Collection<ApplicationStatus> applications, SyncStatus status) {
        return applications.stream()
                .filter(application -> application.sync() == status)
                .count();
    }

    private static List<String> rows(ClusterState cluster) {
        String contact = cluster.contact() == Contact.CONNECTED ? "" : " (" + cluster.contact() + ")";
        if (cluster.applications().isEmpty()) {
            return List.of(cluster.name() + contact + " (no application yet)");
        }
        return cluster.applications().values().stream()
                .map(application -> ROW.formatted(
                                cluster.name() + contact,
                                application.key().path(),
                                application.sync(),
                                application.health(),
                                application.applied().abbreviated(),
                                application.message())
                        .stripTrailing())
                .toList();
    }
}
