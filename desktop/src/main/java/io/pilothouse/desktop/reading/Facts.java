package io.pilothouse.desktop.reading;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.ApplicationStatus;
import java.util.Locale;
import java.util.Map;

/// What a query can ask of a row, in lower case.
///
/// @param cluster the cluster's name
/// @param environment its environment
/// @param labels its labels
/// @param application the application's path, such as `app/shop/storefront`; empty for a cluster by itself
/// @param namespace the application's namespace
/// @param name the application's name
/// @param sync in words
/// @param health in words
/// @param reason code and sentence of what is wrong
/// @param revision desired and applied
/// @param condition what it comes down to
public record Facts(
        String cluster,
        String environment,
        Map<String, String> labels,
        String application,
        String namespace,
        String name,
        String sync,
        String health,
        String reason,
        String revision,
        Condition condition) {

    public static Facts of(ClusterState cluster, ApplicationStatus application, Condition condition) {
        return new Facts(
                lower(cluster.name()),
                lower(cluster.status().environment()),
                cluster.status().labels(),
                lower(application.key().path()),
                lower(application.key().namespace()),
                lower(application.key().name()),
                lower(Words.of(application.sync())).replace(' ', '-'),
                lower(Words.of(application.health())),
                lower(application.reason() + " " + application.message()),
                application.desired().id() + " " + application.applied().id(),
                condition);
    }

    /// @return the facts of a cluster by itself
    public static Facts of(ClusterState cluster, Condition condition) {
        return new Facts(
                lower(cluster.name()),
                lower(cluster.status().environment()),
                cluster.status().labels(),
                "",
                "",
                "",
                "",
                "",
                lower(cluster.status().error()),
                cluster.status().source().revision().id(),
                condition);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
