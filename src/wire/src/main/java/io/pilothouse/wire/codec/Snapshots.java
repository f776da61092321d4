package io.pilothouse.wire.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.proto.v1.SnapshotChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Snapshots of the fleet: in parts on the wire, so that no message grows with the fleet, and the same parts on disk.
public final class Snapshots {
    /// Clusters to a part.
    public static final int CHUNK = 200;

    private Snapshots() {}

    public static io.pilothouse.proto.v1.ClusterState toProto(ClusterState state) {
        var proto = io.pilothouse.proto.v1.ClusterState.newBuilder()
                .setName(state.name())
                .setStatus(Statuses.toProto(state.status()))
                .setContact(Statuses.toProto(state.contact()))
                .setContactSince(Values.toProto(state.contactSince()))
                .setSliceRevision(state.slice().id())
                .addAllApplications(state.applications().values().stream()
                        .map(Statuses::toProtoWithoutCluster)
                        .toList());
        if (!state.reportedAt().equals(Instant.EPOCH)) {
            proto.setReportedAt(Values.toProto(state.reportedAt()));
        }
        return proto.build();
    }

    public static ClusterState fromProto(io.pilothouse.proto.v1.ClusterState proto) {
        String name = proto.getName();
        if (name.isEmpty()) {
            throw new MalformedMessageException("a cluster has no name");
        }
        TreeMap<ApplicationKey, ApplicationStatus> applications = new TreeMap<>();
        for (var application : proto.getApplicationsList()) {
            ApplicationStatus status = Statuses.fromProto(application, name);
            applications.put(status.key(), status);
        }
        return new ClusterState(
                name,
                Statuses.fromProto(proto.getStatus()),
                Statuses.fromProto(proto.getContact()),
                Values.fromProto(proto.getContactSince(), "contact_since"),
                proto.hasReportedAt() ? Values.fromProto(proto.getReportedAt(), "reported_at") : Instant.EPOCH,
                Values.revision(proto.getSliceRevision(), "slice_revision"),
                applications);
    }

    /// @param ledgerId the ledger the snapshot is of
    /// @return at least one part
    public static List<SnapshotChunk> toChunks(FleetSnapshot snapshot, String ledgerId) {
        List<ClusterState> clusters = new ArrayList<>(snapshot.clusters().values());
        List<SnapshotChunk> chunks = new ArrayList<>();
        int from = 0;
        do {
            int until = Math.min(from + CHUNK, clusters.size());
            SnapshotChunk.Builder chunk = SnapshotChunk.newBuilder()
                    .setFirst(from == 0)
                    .setLast(until == clusters.size())
                    .setSequence(snapshot.sequence())
                    .setLedgerId(ledgerId);
            clusters.subList(from, until).forEach(state -> chunk.addClusters(toProto(state)));
            if (until == clusters.size()) {
                snapshot.commands().values().forEach(state -> chunk.addCommands(Commands.toProto(state)));
            }
            chunks.add(chunk.build());
            from = until;
        } while (from < clusters.size());
        return chunks;
    }

    /// @param chunks all parts of one snapshot, in order
    public static FleetSnapshot fromChunks(List<SnapshotChunk> chunks) {
        Map<String, ClusterState> clusters = new HashMap<>();
        LinkedHashMap<String, CommandState> commands = new LinkedHashMap<>();
        for (SnapshotChunk chunk : chunks) {
            for (var cluster : chunk.getClustersList()) {
                ClusterState state = fromProto(cluster);
                clusters.put(state.name(), state);
            }
            for (var command : chunk.getCommandsList()) {
                CommandState state = Commands.fromProto(command);
                commands.put(state.command().id(), state);
            }
        }
        return new FleetSnapshot(chunks.getLast().getSequence(), clusters, commands);
    }

    /// @return a snapshot's parts as bytes, for the disk
    public static List<byte[]> encode(FleetSnapshot snapshot, String ledgerId) {
        return toChunks(snapshot, ledgerId).stream()
                .map(SnapshotChunk::toByteArray)
                .toList();
    }

    /// @throws MalformedMessageException if the bytes are not the parts of a snapshot
    public static FleetSnapshot decode(List<byte[]> parts) {
        try {
            List<SnapshotChunk> chunks = new ArrayList<>();
            for (byte[] part : parts) {
                chunks.add(SnapshotChunk.parseFrom(part));
            }
            if (chunks.isEmpty() || !chunks.getLast().getLast()) {
                throw new MalformedMessageException("a snapshot in the ledger is not complete");
            }
            return fromChunks(chunks);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException("a snapshot in the ledger cannot be read");
        }
    }
}
