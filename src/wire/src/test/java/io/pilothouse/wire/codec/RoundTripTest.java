package io.pilothouse.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetReducer;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.signal.Histogram;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.Contact;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456789Z");
    private static final Revision COMMIT = new Revision("0123456789abcdef0123456789abcdef01234567");
    private static final ApplicationKey KEY = new ApplicationKey("prod-eu-1", Layer.APP, "shop", "storefront");
    private static final ResourceKey OBJECT = new ResourceKey("apps", "Deployment", "shop", "storefront");

    private static ApplicationStatus status(ApplicationKey key) {
        return new ApplicationStatus(
                key,
                SyncStatus.OUT_OF_SYNC,
                Health.DEGRADED,
                RunPhase.FAILED,
                COMMIT,
                Revision.NONE,
                true,
                7,
                2,
                "PH-301",
                "why",
                AT);
    }

    private static final FieldDrift FIELD =
            new FieldDrift("/spec/replicas", DriftKind.CHANGED, "3", "5", "kubectl-edit", "Update", Optional.of(AT));

    private static final ClusterStatus CLUSTER = new ClusterStatus(
            "uid",
            "prod",
            Map.of("region", "eu"),
            "v1.34.2",
            "0.1.0",
            new SourceStatus("main", COMMIT, Optional.of(AT), "Git is away"),
            true,
            "no API server");

    static Stream<FleetEvent> events() {
        return Stream.of(
                new FleetEvent.ClusterReported("prod-eu-1", CLUSTER),
                new FleetEvent.ClusterReported("prod-eu-1", ClusterStatus.NONE),
                new FleetEvent.SliceReported(
                        "prod-eu-1", COMMIT, Set.of(KEY, new ApplicationKey("prod-eu-1", Layer.INFRA, "", "cluster"))),
                new FleetEvent.ApplicationReported(status(KEY)),
                new FleetEvent.DriftReported(new DriftRecord(
                        KEY, OBJECT, COMMIT, DriftRecord.Action.CORRECTED, List.of(FIELD, FIELD.since(AT, 3)), AT, 42)),
                new FleetEvent.ContactChanged("prod-eu-1", Contact.SILENT),
                new FleetEvent.CommandAccepted(new Command(
                        "id-1",
                        "prod-eu-1",
                        Optional.of(KEY),
                        Command.Verb.SUSPEND,
                        "INC-1",
                        "user ada",
                        Duration.ofSeconds(60))),
                new FleetEvent.CommandAccepted(new Command(
                        "id-2",
                        "prod-eu-1",
                        Optional.empty(),
                        Command.Verb.SYNC_NOW,
                        "",
                        "user ada",
                        Duration.ofMillis(1500))),
                new FleetEvent.CommandAccepted(new Command(
                        "id-3",
                        "prod-eu-1",
                        Optional.of(KEY),
                        Command.Verb.UNDO,
                        "apps/Deployment/shop/web",
                        "INC-2",
                        "user ada",
                        Duration.ofSeconds(60))),
                new FleetEvent.CommandAdvanced("prod-eu-1", "id-1", CommandPhase.REFUSED, "no"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void eventsSurviveTheWireAndTheLedger(FleetEvent event) {
        FleetEvent.Recorded recorded = new FleetEvent.Recorded(9, AT, event);
        assertThat(Events.fromProto(Events.toProto(recorded))).isEqualTo(recorded);
        assertThat(Events.decode("prod-eu-1", Events.encode(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void reportsSurviveTheJournal(FleetEvent event) {
        var sequenced = new AgentReport.Sequenced(3, new AgentReport.Event(event));
        if (event instanceof FleetEvent.ContactChanged || event instanceof FleetEvent.CommandAccepted) {
            assertThatThrownBy(() -> Reports.encode(sequenced)).hasMessageContaining("only the hub");
        } else {
            assertThat(Reports.decode("prod-eu-1", Reports.encode(sequenced))).isEqualTo(sequenced);
        }
    }

    @Test
    void objectsSurviveTheJournal() {
        // Given
        var objects = new AgentReport.Objects(
                KEY,
                true,
                List.of(new ObjectStatus(
                        OBJECT,
                        "apps/v1",
                        SyncStatus.SYNCED,
                        Health.PROGRESSING,
                        "2 of 3 ready",
                        List.of(FIELD),
                        new Origin("app/x.yaml", 2, 17))),
                List.of(new ResourceKey("", "ConfigMap", "shop", "old")));
        var sequenced = new AgentReport.Sequenced(4, objects);
        // Then
        assertThat(Reports.decode("prod-eu-1", Reports.encode(sequenced))).isEqualTo(sequenced);
    }

    @Test
    void snapshotsTravelInParts() {
        // Given
        List<FleetEvent.Recorded> events = new ArrayList<>();
        long sequence = 0;
        for (int i = 0; i < Snapshots.CHUNK + 3; i++) {
            var key = new ApplicationKey("c" + i, Layer.APP, "shop", "storefront");
            events.add(new FleetEvent.Recorded(++sequence, AT, new FleetEvent.ApplicationReported(status(key))));
        }
        for (FleetEvent event : events().toList()) {
            events.add(new FleetEvent.Recorded(++sequence, AT, event));
        }
        FleetSnapshot snapshot = FleetReducer.fold(FleetSnapshot.EMPTY, events).snapshot();
        // When
        var chunks = Snapshots.toChunks(snapshot, "ledger");
        // Then
        assertThat(chunks).hasSize(2);
        assertThat(Snapshots.fromChunks(chunks)).isEqualTo(snapshot);
        assertThat(Snapshots.decode(Snapshots.encode(snapshot, "ledger"))).isEqualTo(snapshot);
        assertThat(Snapshots.fromChunks(Snapshots.toChunks(FleetSnapshot.EMPTY, "l")))
                .isEqualTo(FleetSnapshot.EMPTY);
    }

    @Test
    void signalsSurvive() {
        // Given
        Histogram lead = Histogram.EMPTY.with(Duration.ofSeconds(3)).with(Duration.ofHours(2));
        var minute = new SignalMinute(
                Instant.parse("2026-11-21T10:07:00Z"),
                new SignalMinute.Latency(lead, Histogram.EMPTY, lead),
                new SignalMinute.Traffic(1, 2, 3, 4, 5),
                new SignalMinute.Errors(9, 1, 2, 3, 4, 5, 6),
                new SignalMinute.Saturation(lead, 7, 8, 0.25, 0.5));
        // Then
        assertThat(Signals.decode(Signals.encode(minute))).isEqualTo(minute);
    }

    @Test
    void oneStatusChangeFitsInThreeHundredBytes() {
        // G15 of the design: one change costs at most 300 B on the wire
        var report = new AgentReport.Sequenced(
                123_456, new AgentReport.Event(new FleetEvent.ApplicationReported(status(KEY))));
        assertThat(Reports.encode(report).length).isLessThan(300);
    }

    @ParameterizedTest
    @EnumSource(Health.class)
    void everyHealthHasAValueOnTheWire(Health health) {
        assertThat(Statuses.fromProto(Statuses.toProto(health))).isEqualTo(health);
    }

    @ParameterizedTest
    @EnumSource(CommandPhase.class)
    void everyCommandPhaseHasAValueOnTheWire(CommandPhase phase) {
        assertThat(Commands.fromProto(Commands.toProto(phase))).isEqualTo(phase);
    }

    @Test
    void refusesWhatBreaksTheContract() {
        assertThatThrownBy(() -> Values.revision("HEAD", "revision"))
                .hasMessageContaining("revision is not a commit id");
        assertThatThrownBy(() -> Values.fromProto(
                        com.google.protobuf.Timestamp.newBuilder()
                                .setSeconds(Long.MAX_VALUE)
                                .build(),
                        "seen_at"))
                .hasMessageContaining("seen_at is not a time");
        assertThatThrownBy(() -> Values.fromProto(
                        com.google.protobuf.Duration.newBuilder().setSeconds(-1).build(), "time_to_live"))
                .hasMessageContaining("time_to_live is not a positive duration");
        assertThatThrownBy(() -> Values.fromProto(Values.toProto(KEY), "another"))
                .hasMessageContaining("an application of another cluster");
        assertThatThrownBy(() -> Events.decode("c", new byte[] {1, 2, 3}))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> Events.decode("c", new byte[0])).hasMessageContaining("kind this version knows");
        assertThatThrownBy(() -> Signals.fromProto(io.pilothouse.proto.v1.SignalMinute.newBuilder()
                        .setBusyRatio(Double.NaN)
                        .build()))
                .hasMessageContaining("ratio is not between 0 and 1");
    }
}
