package io.pilothouse.desktop.cluster;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Moment;
import io.pilothouse.desktop.reading.Words;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The three axes of a cluster in words: does it match Git, does it work, do we know.
final class ClusterText {
    private ClusterText() {}

    /// A card: glyph, word, reason.
    record Line(Condition condition, String word, String reason) {}

    static Line sync(ClusterState cluster) {
        Collection<ApplicationStatus> all = cluster.applications().values();
        if (all.isEmpty()) {
            return cluster.slice().isKnown()
                    ? new Line(Condition.IN_SYNC, "Synced", "Its slice of the repository holds no application.")
                    : new Line(Condition.UNKNOWN, "Unknown", "The agent has not read its slice of the repository yet.");
        }
        List<ApplicationStatus> out = all.stream()
                .filter(application -> application.sync() != SyncStatus.SYNCED)
                .sorted(Comparator.comparing(application -> Condition.of(application, cluster.contact())))
                .toList();
        if (out.isEmpty()) {
            return new Line(
                    Condition.IN_SYNC,
                    "Synced",
                    every(all.size()) + (all.size() == 1 ? " matches Git." : " match Git."));
        }
        boolean isUnknown = out.stream().allMatch(application -> application.sync() == SyncStatus.UNKNOWN);
        ApplicationStatus worst = out.getFirst();
        Condition condition = isUnknown
                ? Condition.UNKNOWN
                : out.stream().anyMatch(application -> application.drifted() > 0)
                        ? Condition.DRIFTED
                        : Condition.BEHIND;
        return new Line(
                condition,
                isUnknown ? "Unknown" : "Out of sync",
                out.size() + " of " + Words.count(all.size(), "application") + ": " + because(worst, out.size()));
    }

    static Line health(ClusterState cluster) {
        Collection<ApplicationStatus> all = cluster.applications().values();
        Health worst =
                Health.worstOf(all.stream().map(ApplicationStatus::health).toList());
        List<ApplicationStatus> bad = all.stream()
                .filter(application -> application.health() == worst)
                .toList();
        if (all.isEmpty()) {
            return cluster.slice().isKnown()
                    ? new Line(Condition.IN_SYNC, "Healthy", "There is nothing that could be unwell.")
                    : new Line(Condition.UNKNOWN, "Unknown", "No application was reported yet.");
        }
        Condition condition = switch (worst) {
            case HEALTHY -> Condition.IN_SYNC;
            case SUSPENDED -> Condition.PAUSED;
            case PROGRESSING -> Condition.APPLYING;
            case MISSING, DEGRADED -> Condition.DEGRADED;
            case UNKNOWN -> Condition.UNKNOWN;
        };
        return worst == Health.HEALTHY
                ? new Line(condition, "Healthy", every(all.size()) + (all.size() == 1 ? " works." : " work."))
                : new Line(
                        condition,
                        Words.of(worst),
                        bad.size() + " of " + Words.count(all.size(), "application") + ": "
                                + because(bad.getFirst(), bad.size()));
    }

    private static String every(int all) {
        return all == 1 ? "Its only application" : "All " + all + " applications";
    }

    private static String because(ApplicationStatus first, int all) {
        String why = first.message().isEmpty()
                ? Words.of(first.phase()).toLowerCase(java.util.Locale.ROOT)
                : first.message();
        return first.key().name() + " – " + why + (all > 1 ? " (and " + (all - 1) + " more)" : "");
    }

    static Line contact(ClusterState cluster, Moment moment) {
        String since = Words.age(moment.since(cluster.contactSince()));
        return switch (cluster.contact()) {
            case CONNECTED ->
                moment.isOld(cluster)
                        ? new Line(
                                Condition.NO_CONTACT,
                                "Not known",
                                "The hub heard the agent when we last heard the hub, "
                                        + Words.age(moment.age(cluster).orElse(Duration.ZERO)) + " ago.")
                        : new Line(
                                Condition.IN_SYNC,
                                "Connected",
                                "The hub hears the agent; its stream has been open for " + since + ".");
            case SILENT ->
                new Line(
                        Condition.NO_CONTACT,
                        "Silent",
                        "The stream is open, but no heartbeat came for "
                                + Words.age(moment.age(cluster).orElse(Duration.ZERO)) + ".");
            case DISCONNECTED ->
                new Line(
                        Condition.NO_CONTACT,
                        "Disconnected",
                        "The agent's stream closed " + since
                                + " ago. What is shown is from then; the agent goes on syncing from Git by itself.");
            case NEVER ->
                new Line(Condition.UNKNOWN, "Never seen", "The hub knows the name, but its agent has never connected.");
        };
    }
}
