package io.pilothouse.desktop.reading;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.Contact;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The moment everything on the screen is read at. Both instants are by the hub's clock, so that ages are right on a
/// machine whose clock is not.
///
/// @param now the hub's time now, as far as this program can tell
/// @param heard when the hub was last heard; what we know of any cluster is no newer than that
public record Moment(Instant now, Instant heard) {
    /// A heartbeat is due every 15 s, and the hub calls an agent silent after three.
    private static final Duration SILENCE = Duration.ofSeconds(45);

    /// The hub speaks every 2 s: after five of those without a word nothing it said is drawn as if it were so now.
    public static final Duration OLD = Duration.ofSeconds(10);

    /// Says how far the knowledge of a cluster reaches. An agent in contact speaks when something changes and sends
    /// a heartbeat when nothing does, so while it is in contact its last report is still true.
    ///
    /// @return empty if nothing was ever known
    public Optional<Instant> knownUntil(ClusterState cluster) {
        return switch (cluster.contact()) {
            case CONNECTED -> Optional.of(heard);
            case SILENT -> Optional.of(earlier(cluster.contactSince().minus(SILENCE), heard));
            case DISCONNECTED -> Optional.of(earlier(cluster.contactSince(), heard));
            case NEVER -> Optional.empty();
        };
    }

    /// @return how old the knowledge of a cluster is; empty if there is none
    public Optional<Duration> age(ClusterState cluster) {
        return knownUntil(cluster).map(this::since);
    }

    /// @return true if what is known of the cluster must not be drawn as if it were so now
    public boolean isOld(ClusterState cluster) {
        return cluster.contact() != Contact.CONNECTED
                || age(cluster).map(age -> age.compareTo(OLD) > 0).orElse(true);
    }

    /// @return how long ago it was; zero for what a skewed clock puts into the future
    public Duration since(Instant then) {
        Duration ago = Duration.between(then, now);
        return ago.isNegative() ? Duration.ZERO : ago;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
