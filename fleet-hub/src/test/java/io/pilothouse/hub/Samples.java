package io.pilothouse.hub;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.signal.Histogram;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SourceStatus;
import io.pilothouse.core.status.SyncStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Values to test with.
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    public static final Revision REVISION = new Revision("0123456789abcdef0123456789abcdef01234567");

    private Samples() {}

    public static ApplicationKey app(String cluster, String name) {
        return new ApplicationKey(cluster, Layer.APP, "shop", name);
    }

    public static ApplicationStatus status(String cluster, String name) {
        return new ApplicationStatus(
                app(cluster, name),
                SyncStatus.SYNCED,
                Health.HEALTHY,
                RunPhase.SUCCEEDED,
                REVISION,
                REVISION,
                false,
                3,
                0,
                "",
                "",
                NOON);
    }

    public static AgentReport application(String cluster, String name) {
        return new AgentReport.Event(new FleetEvent.ApplicationReported(status(cluster, name)));
    }

    public static AgentReport cluster(String cluster, String version) {
        return new AgentReport.Event(new FleetEvent.ClusterReported(
                cluster,
                new ClusterStatus("uid-" + cluster, "prod", Map.of(), version, "0.1.0", SourceStatus.NONE, false, "")));
    }

    public static AgentReport slice(String cluster, ApplicationKey... applications) {
        return new AgentReport.Event(new FleetEvent.SliceReported(cluster, REVISION, Set.of(applications)));
    }

    public static AgentReport drift(String cluster, String application) {
        return new AgentReport.Event(new FleetEvent.DriftReported(new DriftRecord(
                app(cluster, application),
                deployment(application),
                REVISION,
                DriftRecord.Action.CORRECTED,
                List.of(new FieldDrift(
                        "/spec/replicas", DriftKind.CHANGED, "3", "5", "kubectl-edit", "Update", Optional.of(NOON))),
                NOON,
                42)));
    }

    public static ResourceKey deployment(String name) {
        return new ResourceKey("apps", "Deployment", "shop", name);
    }

    public static ObjectStatus object(String name, Health health) {
        return new ObjectStatus(
                deployment(name),
                "apps/v1",
                SyncStatus.SYNCED,
                health,
                "",
                List.of(),
                new Origin("app/clusters/x/shop/" + name + "/deployment.yaml", 1, 1));
    }

    public static AgentReport objects(String cluster, String application, boolean isComplete, ObjectStatus... objects) {
        return new AgentReport.Objects(app(cluster, application), isComplete, List.of(objects), List.of());
    }

    /// @return reports numbered from `first`
    public static List<Sequenced> numbered(long first, AgentReport... reports) {
        List<Sequenced> numbered = new ArrayList<>();
        for (AgentReport report : reports) {
            numbered.add(new Sequenced(first + numbered.size(), report));
        }
        return numbered;
    }

    public static Command command(String id, String cluster, Duration timeToLive) {
        return new Command(id, cluster, Optional.empty(), Command.Verb.SYNC_NOW, "because", "ada", timeToLive);
    }

    public static SignalMinute minute(long epochMinute, int succeeded, Duration lead) {
        return new SignalMinute(
                Instant.ofEpochSecond(epochMinute * 60),
                new SignalMinute.Latency(Histogram.EMPTY.with(lead), Histogram.EMPTY, Histogram.EMPTY),
                new SignalMinute.Traffic(succeeded, 0, 0, 1, succeeded * 2),
                new SignalMinute.Errors(9, 1, 0, 0, 2, 1, 0),
                new SignalMinute.Saturation(Histogram.EMPTY, 1, 100, 0.5, 0.1));
    }
}
