package io.pilothouse.agent;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SourceStatus;
import io.pilothouse.core.status.SyncStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reports for tests, told apart by their messages.
public final class Reported {
    public static final String CLUSTER = "prod-eu-1";
    public static final Instant AT = Instant.parse("2026-11-21T12:00:00Z");

    private Reported() {}

    public static AgentReport application(String name, String message) {
        return event(new FleetEvent.ApplicationReported(new ApplicationStatus(
                key(name),
                SyncStatus.SYNCED,
                Health.HEALTHY,
                RunPhase.SUCCEEDED,
                Revision.NONE,
                Revision.NONE,
                false,
                3,
                0,
                "",
                message,
                AT)));
    }

    public static AgentReport drift(String name, String object) {
        return event(new FleetEvent.DriftReported(new DriftRecord(
                key(name), configMap(object), Revision.NONE, DriftRecord.Action.CORRECTED, List.of(), AT, 120)));
    }

    public static AgentReport cluster(String version) {
        return event(new FleetEvent.ClusterReported(
                CLUSTER,
                new ClusterStatus("uid", "prod", Map.of("tier", "1"), version, "0.1.0", SourceStatus.NONE, false, "")));
    }

    public static AgentReport slice(String... names) {
        Set<ApplicationKey> keys = Arrays.stream(names).map(Reported::key).collect(Collectors.toSet());
        return event(new FleetEvent.SliceReported(CLUSTER, Revision.NONE, keys));
    }

    public static AgentReport command(String id, CommandPhase phase) {
        return event(new FleetEvent.CommandAdvanced(CLUSTER, id, phase, ""));
    }

    public static AgentReport objects(String name, boolean isComplete, List<ObjectStatus> upserted, String... removed) {
        return new AgentReport.Objects(
                key(name),
                isComplete,
                upserted,
                Arrays.stream(removed).map(Reported::configMap).toList());
    }

    public static ObjectStatus object(String name, String message) {
        return new ObjectStatus(
                configMap(name),
                "v1",
                SyncStatus.SYNCED,
                Health.HEALTHY,
                message,
                List.of(),
                new Origin("app/x.yaml", 1, 1));
    }

    public static ResourceKey configMap(String name) {
        return new ResourceKey("", "ConfigMap", "shop", name);
    }

    public static ApplicationKey key(String name) {
        return new ApplicationKey(CLUSTER, Layer.APP, "shop", name);
    }

    private static AgentReport event(FleetEvent event) {
        return new AgentReport.Event(event);
    }
}
