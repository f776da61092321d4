package io.pilothouse.wire.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetEvent.ApplicationReported;
import io.pilothouse.core.fleet.FleetEvent.ClusterReported;
import io.pilothouse.core.fleet.FleetEvent.CommandAccepted;
import io.pilothouse.core.fleet.FleetEvent.CommandAdvanced;
import io.pilothouse.core.fleet.FleetEvent.ContactChanged;
import io.pilothouse.core.fleet.FleetEvent.DriftReported;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetEvent.SliceReported;
import io.pilothouse.proto.v1.RecordedEvent;
import java.util.Set;
import java.util.stream.Collectors;

/// Events, on the wire and in the ledger: the ledger keeps the wire's bytes, so that a hub can hand them on unread.
public final class Events {
    /// More applications than these in one slice are refused.
    public static final int MAX_APPLICATIONS = 5_000;

    private Events() {}

    public static RecordedEvent toProto(Recorded recorded) {
        return body(recorded.event())
                .setSequence(recorded.sequence())
                .setAt(Values.toProto(recorded.at()))
                .setCluster(recorded.event().cluster())
                .build();
    }

    public static Recorded fromProto(RecordedEvent proto) {
        if (proto.getSequence() <= 0) {
            throw new MalformedMessageException("an event's sequence number is not positive");
        }
        return new Recorded(proto.getSequence(), Values.fromProto(proto.getAt(), "at"), event(proto));
    }

    /// @return an event as the ledger keeps it: without its place, which is a column of its own
    public static byte[] encode(FleetEvent event) {
        return body(event).build().toByteArray();
    }

    /// @param cluster whose event it is
    /// @throws MalformedMessageException if the bytes are not an event
    public static FleetEvent decode(String cluster, byte[] bytes) {
        try {
            return event(RecordedEvent.parseFrom(bytes).toBuilder()
                    .setCluster(cluster)
                    .build());
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException("an event of cluster " + cluster + " in the ledger cannot be read");
        }
    }

    private static RecordedEvent.Builder body(FleetEvent event) {
        RecordedEvent.Builder proto = RecordedEvent.newBuilder();
        return switch (event) {
            case ClusterReported e -> proto.setClusterReported(toProto(e));
            case SliceReported e -> proto.setSliceReported(toProto(e));
            case ApplicationReported e -> proto.setApplicationReported(toProto(e));
            case DriftReported e -> proto.setDriftReported(toProto(e));
            case ContactChanged e ->
                proto.setContactChanged(
                        io.pilothouse.proto.v1.ContactChanged.newBuilder().setContact(Statuses.toProto(e.contact())));
            case CommandAccepted e ->
                proto.setCommandAccepted(
                        io.pilothouse.proto.v1.CommandAccepted.newBuilder().setCommand(Commands.toProto(e.command())));
            case CommandAdvanced e -> proto.setCommandAdvanced(Commands.toProto(e));
        };
    }

    private static FleetEvent event(RecordedEvent proto) {
        String cluster = proto.getCluster();
        if (cluster.isEmpty()) {
            throw new MalformedMessageException("an event's cluster is not named");
        }
        return switch (proto.getEventCase()) {
            case CLUSTER_REPORTED -> fromProto(proto.getClusterReported(), cluster);
            case SLICE_REPORTED -> fromProto(proto.getSliceReported(), cluster);
            case APPLICATION_REPORTED -> fromProto(proto.getApplicationReported(), cluster);
            case DRIFT_REPORTED -> fromProto(proto.getDriftReported(), cluster);
            case CONTACT_CHANGED ->
                new ContactChanged(
                        cluster, Statuses.fromProto(proto.getContactChanged().getContact()));
            case COMMAND_ACCEPTED ->
                new CommandAccepted(
                        Commands.fromProto(proto.getCommandAccepted().getCommand(), cluster));
            case COMMAND_ADVANCED -> Commands.fromProto(proto.getCommandAdvanced(), cluster);
            case EVENT_NOT_SET -> throw new MalformedMessageException("an event is not of a kind this version knows");
        };
    }

    static io.pilothouse.proto.v1.ClusterReported toProto(ClusterReported e) {
        return io.pilothouse.proto.v1.ClusterReported.newBuilder()
                .setStatus(Statuses.toProto(e.status()))
                .build();
    }

    static ClusterReported fromProto(io.pilothouse.proto.v1.ClusterReported proto, String cluster) {
        return new ClusterReported(cluster, Statuses.fromProto(proto.getStatus()));
    }

    static io.pilothouse.proto.v1.SliceReported toProto(SliceReported e) {
        return io.pilothouse.proto.v1.SliceReported.newBuilder()
                .setRevision(e.revision().id())
                .addAllApplications(e.applications().stream()
                        .sorted()
                        .map(Values::toProtoWithoutCluster)
                        .toList())
                .build();
    }

    static SliceReported fromProto(io.pilothouse.proto.v1.SliceReported proto, String cluster) {
        if (proto.getApplicationsCount() > MAX_APPLICATIONS) {
            throw new MalformedMessageException("a slice has more than " + MAX_APPLICATIONS + " applications");
        }
        Set<ApplicationKey> applications = proto.getApplicationsList().stream()
                .map(key -> Values.fromProto(key, cluster))
                .collect(Collectors.toSet());
        return new SliceReported(cluster, Values.revision(proto.getRevision(), "revision"), applications);
    }

    static io.pilothouse.proto.v1.ApplicationReported toProto(ApplicationReported e) {
        return io.pilothouse.proto.v1.ApplicationReported.newBuilder()
                .setStatus(Statuses.toProtoWithoutCluster(e.status()))
                .build();
    }

    static ApplicationReported fromProto(io.pilothouse.proto.v1.ApplicationReported proto, String cluster) {
        return new ApplicationReported(Statuses.fromProto(proto.getStatus(), cluster));
    }

    static io.pilothouse.proto.v1.DriftReported toProto(DriftReported e) {
        return Statuses.toProto(
                e.drift(), Values.toProtoWithoutCluster(e.drift().application()));
    }

    static DriftReported fromProto(io.pilothouse.proto.v1.DriftReported proto, String cluster) {
        return new DriftReported(Statuses.fromProto(proto, cluster));
    }
}
