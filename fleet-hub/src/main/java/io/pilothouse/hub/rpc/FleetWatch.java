package io.pilothouse.hub.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.hub.ledger.Ledger;
import io.pilothouse.proto.v1.EventBatch;
import io.pilothouse.proto.v1.FleetHeartbeat;
import io.pilothouse.proto.v1.SnapshotChunk;
import io.pilothouse.proto.v1.WatchFleetRequest;
import io.pilothouse.proto.v1.WatchFleetResponse;
import io.pilothouse.wire.codec.Commands;
import io.pilothouse.wire.codec.Events;
import io.pilothouse.wire.codec.Snapshots;
import io.pilothouse.wire.codec.Values;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Follows the fleet for one client. All it keeps is a position: events after it come from the ledger's tail, and if
/// the
/// tail no longer has them, or never had, a snapshot takes their place.
final class FleetWatch extends Watch {
    private static final int MAX_EVENTS = 500;
    /// Keeps a batch well below the largest message, whatever the events.
    private static final int MAX_BYTES = 1 << 20;
    /// Characters left of a message that has to be short.
    private static final int SHORT = 100;
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long UNKNOWN = -1;

    private final Ledger ledger;
    private final InstantSource clock;
    private final ServerCallStreamObserver<WatchFleetResponse> out;
    private long position;
    private Optional<SnapshotSending> sending = Optional.empty();
    private long heartbeatNanos = System.nanoTime() - HEARTBEAT_NANOS;

    FleetWatch(
            Ledger ledger,
            InstantSource clock,
            WatchFleetRequest request,
            ServerCallStreamObserver<WatchFleetResponse> out) {
        super(out);
        this.ledger = ledger;
        this.clock = clock;
        this.out = out;
        boolean isResumed =
                request.getAfterSequence() > 0 && request.getLedgerId().equals(ledger.ledgerId());
        this.position = isResumed ? request.getAfterSequence() : UNKNOWN;
    }

    @Override
    long step() {
        if (sending.isPresent()) {
            sendPart(sending.get());
            return 0;
        }
        long sinceHeartbeat = System.nanoTime() - heartbeatNanos;
        if (position != UNKNOWN && sinceHeartbeat >= HEARTBEAT_NANOS) {
            heartbeatNanos = System.nanoTime();
            out.onNext(WatchFleetResponse.newBuilder()
                    .setHeartbeat(FleetHeartbeat.newBuilder()
                            .setHubTime(Values.toProto(clock.instant()))
                            .setHeadSequence(ledger.tail().head()))
                    .build());
            return 0;
        }
        Optional<List<Recorded>> events =
                position == UNKNOWN ? Optional.empty() : ledger.tail().after(position, MAX_EVENTS);
        if (events.isEmpty()) {
            sending = Optional.of(new SnapshotSending(ledger.snapshot()));
            return 0;
        }
        if (events.get().isEmpty()) {
            return HEARTBEAT_NANOS - sinceHeartbeat;
        }
        send(events.get());
        return 0;
    }

    private void send(List<Recorded> events) {
        EventBatch.Builder batch = EventBatch.newBuilder();
        int bytes = 0;
        for (Recorded event : events) {
            var proto = Events.toProto(event);
            bytes += proto.getSerializedSize();
            if (bytes > MAX_BYTES && batch.getEventsCount() > 0) {
                break;
            }
            batch.addEvents(proto);
            position = event.sequence();
        }
        out.onNext(WatchFleetResponse.newBuilder().setEvents(batch).build());
    }

    private void sendPart(SnapshotSending snapshot) {
        out.onNext(WatchFleetResponse.newBuilder()
                .setSnapshot(snapshot.next(ledger.ledgerId()))
                .build());
        if (snapshot.isDone()) {
            position = snapshot.fleet.sequence();
            sending = Optional.empty();
        }
    }

    /// A snapshot on its way: made part by part, as the client takes them.
    private static final class SnapshotSending {
        private final FleetSnapshot fleet;
        private final List<ClusterState> clusters;
        private int sent;
        private boolean isFirst = true;
        private boolean isDone;

        SnapshotSending(FleetSnapshot fleet) {
            this.fleet = fleet;
            this.clusters = new ArrayList<>(fleet.clusters().values());
        }

        boolean isDone() {
            return isDone;
        }

        SnapshotChunk next(String ledgerId) {
            SnapshotChunk.Builder chunk = SnapshotChunk.newBuilder()
                    .setFirst(isFirst)
                    .setSequence(fleet.sequence())
                    .setLedgerId(ledgerId);
            isFirst = false;
            if (sent == clusters.size()) {
                // In a part of their own: a thousand of them may be as large as a part can be.
                fleet.commands().values().forEach(state -> chunk.addCommands(Commands.toProto(state)));
                isDone = true;
            }
            int bytes = 0;
            while (sent < clusters.size() && chunk.getClustersCount() < Snapshots.CHUNK && bytes < MAX_BYTES) {
                var cluster = fitting(Snapshots.toProto(clusters.get(sent)));
                chunk.addClusters(cluster);
                bytes += cluster.getSerializedSize();
                sent++;
            }
            return chunk.setLast(isDone).build();
        }

        /// A cluster travels whole. Thousands of applications that all have much to say would not fit a
        /// message: there each says less, and in full on its own page.
        private static io.pilothouse.proto.v1.ClusterState fitting(io.pilothouse.proto.v1.ClusterState cluster) {
            if (cluster.getSerializedSize() <= 2 * MAX_BYTES) {
                return cluster;
            }
            var shortened = cluster.toBuilder();
            shortened.getApplicationsBuilderList().forEach(application -> {
                String message = application.getMessage();
                application.setMessage(message.substring(0, Math.min(message.length(), SHORT)));
            });
            return shortened.build();
        }
    }
}
