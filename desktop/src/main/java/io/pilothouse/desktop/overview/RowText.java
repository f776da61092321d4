package io.pilothouse.desktop.overview;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Moment;
import io.pilothouse.desktop.reading.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What stands in the cells of a row.
final class RowText {
    static final List<String> COLUMNS =
            List.of("Cluster", "Application", "State", "Environment", "Sync", "Health", "Revision", "Message", "Known");

    private RowText() {}

    static String name(FleetRow.Value row) {
        return row.application().map(RowText::name).orElse(row.cluster().name());
    }

    private static String name(ApplicationStatus application) {
        return application.key().namespace().isEmpty()
                ? application.key().name()
                : application.key().namespace() + "/" + application.key().name();
    }

    static String environment(FleetRow.Value row) {
        return row.application().isPresent() ? "" : row.cluster().status().environment();
    }

    static String sync(FleetRow.Value row) {
        return row.application()
                .map(application -> Words.of(application.sync()))
                .orElseGet(() -> {
                    var all = row.cluster().applications().values();
                    if (all.isEmpty()) {
                        return "–";
                    }
                    long synced = all.stream()
                            .filter(application -> application.sync() == SyncStatus.SYNCED)
                            .count();
                    return synced == all.size() ? "Synced" : synced + " of " + all.size();
                });
    }

    static String health(FleetRow.Value row) {
        return row.application()
                .map(application -> Words.of(application.health()))
                .orElseGet(() -> {
                    var all = row.cluster().applications().values();
                    return all.isEmpty()
                            ? "–"
                            : Words.of(Health.worstOf(
                                    all.stream().map(ApplicationStatus::health).toList()));
                });
    }

    static String revision(FleetRow.Value row) {
        return row.application().map(Words::revisions).orElseGet(() -> {
            ClusterState cluster = row.cluster();
            return cluster.status().source().revision().isKnown()
                    ? cluster.status().source().revision().abbreviated()
                    : "–";
        });
    }

    static String message(FleetRow.Value row, Moment moment) {
        return row.application()
                .map(RowText::applicationMessage)
                .orElseGet(() -> clusterMessage(row.cluster(), moment));
    }

    private static String applicationMessage(ApplicationStatus application) {
        String code = application.reason().isEmpty() ? "" : application.reason() + "  ";
        if (!application.message().isEmpty()) {
            return code + application.message();
        }
        if (application.drifted() > 0) {
            return code + Words.count(application.drifted(), "object") + " changed by hand";
        }
        return switch (application.phase()) {
            case QUEUED -> code + "waits for a worker";
            case RUNNING -> code + "applying " + Words.count(application.objects(), "object");
            case WAITING -> code + "applied, waits for health";
            case IDLE, SUCCEEDED, FAILED, SUPERSEDED, CANCELLED ->
                code + (application.isSuspended() ? "suspended" : "");
        };
    }

    private static String clusterMessage(ClusterState cluster, Moment moment) {
        String contact = switch (cluster.contact()) {
            case NEVER -> "the agent has never connected";
            case SILENT -> "no heartbeat for " + Words.age(moment.age(cluster).orElse(Duration.ZERO));
            case DISCONNECTED -> "the agent left " + Words.age(moment.since(cluster.contactSince())) + " ago";
            case CONNECTED -> "";
        };
        List<String> parts = new ArrayList<>();
        if (!contact.isEmpty()) {
            parts.add(contact);
        }
        if (!cluster.status().error().isEmpty()) {
            parts.add(cluster.status().error());
        }
        if (cluster.status().isSuspended()) {
            parts.add("suspended");
        }
        parts.add(summary(cluster));
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
    }

    /// @return `4 applications` if all is well, else what is not: `1 failed: shop/checkout · 2 drifted`
    static String summary(ClusterState cluster) {
        int all = cluster.applications().size();
        if (all == 0) {
            return cluster.slice().isKnown() ? "no applications in its slice" : "";
        }
        Map<Condition, List<ApplicationStatus>> byCondition = new EnumMap<>(Condition.class);
        cluster.applications()
                .values()
                .forEach(application -> byCondition
                        .computeIfAbsent(Condition.of(application, cluster.contact()), same -> new ArrayList<>())
                        .add(application));
        byCondition.remove(Condition.IN_SYNC);
        byCondition.remove(Condition.NO_CONTACT);
        return byCondition.isEmpty()
                ? Words.count(all, "application")
                : byCondition.entrySet().stream()
                        .map(entry -> entry.getValue().size() + " "
                                + entry.getKey().words()
                                + (entry.getValue().size() == 1
                                        ? ": " + name(entry.getValue().getFirst())
                                        : ""))
                        .collect(Collectors.joining(" · "));
    }

    /// @return how old the knowledge is; an application's is its cluster's, and only said again if it is old
    static String known(FleetRow.Value row, Moment moment) {
        if (row.application().isPresent() && !moment.isOld(row.cluster())) {
            return "";
        }
        return moment.age(row.cluster()).map(Words::knowledge).orElse("never");
    }

    /// @return all cells, for the clipboard
    static List<String> cells(FleetRow.Value row, Moment moment) {
        return List.of(
                row.cluster().name(),
                row.application().map(application -> application.key().path()).orElse(""),
                row.condition().words(),
                row.cluster().status().environment(),
                sync(row),
                health(row),
                revision(row),
                message(row, moment),
                known(row, moment));
    }
}
