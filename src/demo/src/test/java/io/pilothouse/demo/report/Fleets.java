package io.pilothouse.demo.report;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Small fleets to report on.
final class Fleets {
    static final Revision REVISION = new Revision("0123456789abcdef0123456789abcdef01234567");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private Fleets() {}

    static ApplicationStatus application(String cluster, String name, SyncStatus sync, Health health, String message) {
        return new ApplicationStatus(
                new ApplicationKey(cluster, Layer.APP, "shop", name),
                sync,
                health,
                RunPhase.SUCCEEDED,
                REVISION,
                REVISION,
                false,
                4,
                0,
                message.isEmpty() ? "" : "PH-301",
                message,
                NOW);
    }

    static ClusterState cluster(String name, Contact contact, ApplicationStatus... applications) {
        Map<ApplicationKey, ApplicationStatus> byKey = new TreeMap<>();
        for (ApplicationStatus application : applications) {
            byKey.put(application.key(), application);
        }
        return new ClusterState(name, ClusterStatus.NONE, contact, NOW, NOW, REVISION, new TreeMap<>(byKey));
    }

    static FleetSnapshot fleet(ClusterState... clusters) {
        Map<String, ClusterState> byName = new TreeMap<>();
        for (ClusterState cluster : clusters) {
            byName.put(cluster.name(), cluster);
        }
        return new FleetSnapshot(7, byName, new LinkedHashMap<>());
    }
}
