package io.pilothouse.desktop.reading;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import java.util.Arrays;
import java.util.Optional;

/// What a row comes down to: one glyph, one word, one number in the strip. Ordered, the most urgent first; the worst
/// decides the glyph, the axes it was made of stay readable beside it.
public enum Condition {
    FAILED("failed", "failed"),
    NO_CONTACT("no-contact", "no contact"),
    DEGRADED("degraded", "degraded"),
    DRIFTED("drifted", "drifted"),
    /// Out of sync, and nothing will happen until a person does something.
    HELD("held", "held"),
    APPLYING("applying", "applying"),
    BEHIND("behind", "behind Git"),
    PAUSED("suspended", "suspended"),
    UNKNOWN("unknown", "unknown"),
    IN_SYNC("synced", "in sync");

    private final String id;
    private final String words;

    Condition(String id, String words) {
        this.id = id;
        this.words = words;
    }

    /// @return as it stands in a query: `state:no-contact`
    public String id() {
        return id;
    }

    /// @return as people read it
    public String words() {
        return words;
    }

    /// @return true if somebody should look at it
    public boolean needsAPerson() {
        return compareTo(HELD) <= 0;
    }

    /// @return the more urgent of the two
    public Condition worse(Condition other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public static Optional<Condition> byId(String id) {
        return Arrays.stream(values())
                .filter(condition -> condition.id.equals(id))
                .findFirst();
    }

    /// @param contact of the application's cluster: without it the last word stands only if it was bad
    public static Condition of(ApplicationStatus application, Contact contact) {
        boolean settled = application.sync() == SyncStatus.SYNCED && application.health() == Health.HEALTHY;
        if (application.phase() == RunPhase.FAILED && !settled) {
            return FAILED;
        }
        return switch (contact) {
            case NEVER -> UNKNOWN;
            case SILENT, DISCONNECTED -> NO_CONTACT;
            case CONNECTED -> ofHeard(application);
        };
    }

    private static Condition ofHeard(ApplicationStatus application) {
        boolean isRunning = application.phase() == RunPhase.RUNNING || application.phase() == RunPhase.WAITING;
        if (application.health() == Health.DEGRADED || (application.health() == Health.MISSING && !isRunning)) {
            return DEGRADED;
        }
        if (application.drifted() > 0) {
            return DRIFTED;
        }
        if (application.isSuspended()) {
            return PAUSED;
        }
        if (isRunning || application.health() == Health.PROGRESSING) {
            return APPLYING;
        }
        return switch (application.sync()) {
            case UNKNOWN -> UNKNOWN;
            case OUT_OF_SYNC ->
                application.desired().equals(application.applied())
                                && !application.reason().isEmpty()
                        ? HELD
                        : BEHIND;
            case SYNCED -> ofHealth(application.health());
        };
    }

    /// @param contact of the object's cluster
    public static Condition of(ObjectStatus object, Contact contact) {
        return switch (contact) {
            case NEVER -> UNKNOWN;
            case SILENT, DISCONNECTED -> NO_CONTACT;
            case CONNECTED ->
                switch (object.health()) {
                    case MISSING, DEGRADED -> DEGRADED;
                    case HEALTHY, SUSPENDED, PROGRESSING, UNKNOWN ->
                        switch (object.sync()) {
                            case OUT_OF_SYNC -> isDrifted(object) ? DRIFTED : BEHIND;
                            case UNKNOWN -> UNKNOWN;
                            case SYNCED -> ofHealth(object.health());
                        };
                };
        };
    }

    private static boolean isDrifted(ObjectStatus object) {
        return object.drift().stream().anyMatch(field -> field.kind() != DriftKind.UNOWNED);
    }

    private static Condition ofHealth(Health health) {
        return switch (health) {
            case HEALTHY -> IN_SYNC;
            case SUSPENDED -> PAUSED;
            case UNKNOWN -> UNKNOWN;
            case PROGRESSING -> APPLYING;
            case MISSING, DEGRADED -> DEGRADED;
        };
    }

    /// What a cluster is by itself, apart from its applications.
    ///
    /// @return empty for a cluster that is heard, works and has applications to speak for it
    public static Optional<Condition> ownOf(ClusterState cluster) {
        return switch (cluster.contact()) {
            case NEVER -> Optional.of(UNKNOWN);
            case SILENT, DISCONNECTED -> Optional.of(NO_CONTACT);
            case CONNECTED -> {
                if (!cluster.status().error().isEmpty()) {
                    yield Optional.of(FAILED);
                }
                if (cluster.status().isSuspended()) {
                    yield Optional.of(PAUSED);
                }
                if (!cluster.applications().isEmpty()) {
                    yield Optional.empty();
                }
                yield Optional.of(cluster.slice().isKnown() ? IN_SYNC : UNKNOWN);
            }
        };
    }

    /// @return the worst of the cluster itself and its applications
    public static Condition of(ClusterState cluster) {
        return cluster.applications().values().stream()
                .map(application -> of(application, cluster.contact()))
                .reduce(ownOf(cluster).orElse(IN_SYNC), Condition::worse);
    }
}
