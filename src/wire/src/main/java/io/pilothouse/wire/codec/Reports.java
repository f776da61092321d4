package io.pilothouse.wire.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.core.fleet.FleetEvent.ApplicationReported;
import io.pilothouse.core.fleet.FleetEvent.ClusterReported;
import io.pilothouse.core.fleet.FleetEvent.CommandAccepted;
import io.pilothouse.core.fleet.FleetEvent.CommandAdvanced;
import io.pilothouse.core.fleet.FleetEvent.ContactChanged;
import io.pilothouse.core.fleet.FleetEvent.DriftReported;
import io.pilothouse.core.fleet.FleetEvent.SliceReported;
import io.pilothouse.proto.v1.ObjectsReported;
import io.pilothouse.proto.v1.Report;

/// Reports of an agent, on its stream and in its journal. They do not name the cluster: the stream's certificate does.
public final class Reports {
    private Reports() {}

    public static Report toProto(Sequenced sequenced) {
        return body(sequenced.report()).setSequence(sequenced.sequence()).build();
    }

    /// @param cluster whose stream it came on
    public static Sequenced fromProto(Report proto, String cluster) {
        if (proto.getSequence() <= 0) {
            throw new MalformedMessageException("a report's sequence number is not positive");
        }
        return new Sequenced(proto.getSequence(), report(proto, cluster));
    }

    /// @return a report as the journal keeps it
    public static byte[] encode(Sequenced sequenced) {
        return toProto(sequenced).toByteArray();
    }

    /// @throws MalformedMessageException if the bytes are not a report
    public static Sequenced decode(String cluster, byte[] bytes) {
        try {
            return fromProto(Report.parseFrom(bytes), cluster);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException("a report in the journal cannot be read");
        }
    }

    private static Report.Builder body(AgentReport report) {
        Report.Builder proto = Report.newBuilder();
        return switch (report) {
            case AgentReport.Objects objects -> proto.setObjects(toProto(objects));
            case AgentReport.Event event ->
                switch (event.event()) {
                    case ClusterReported e -> proto.setCluster(Events.toProto(e));
                    case SliceReported e -> proto.setSlice(Events.toProto(e));
                    case ApplicationReported e -> proto.setApplication(Events.toProto(e));
                    case DriftReported e -> proto.setDrift(Events.toProto(e));
                    case CommandAdvanced e -> proto.setCommand(Commands.toProto(e));
                    case ContactChanged e -> throw notAnAgents(e);
                    case CommandAccepted e -> throw notAnAgents(e);
                };
        };
    }

    private static IllegalArgumentException notAnAgents(Record event) {
        return new IllegalArgumentException(
                "only the hub makes this event: " + event.getClass().getSimpleName());
    }

    private static AgentReport report(Report proto, String cluster) {
        return switch (proto.getBodyCase()) {
            case CLUSTER -> new AgentReport.Event(Events.fromProto(proto.getCluster(), cluster));
            case SLICE -> new AgentReport.Event(Events.fromProto(proto.getSlice(), cluster));
            case APPLICATION -> new AgentReport.Event(Events.fromProto(proto.getApplication(), cluster));
            case DRIFT -> new AgentReport.Event(Events.fromProto(proto.getDrift(), cluster));
            case COMMAND -> new AgentReport.Event(Commands.fromProto(proto.getCommand(), cluster));
            case OBJECTS -> fromProto(proto.getObjects(), cluster);
            case BODY_NOT_SET ->
                throw new MalformedMessageException(
                        "report " + proto.getSequence() + " is not of a kind this version knows");
        };
    }

    private static ObjectsReported toProto(AgentReport.Objects objects) {
        return ObjectsReported.newBuilder()
                .setApplication(Values.toProtoWithoutCluster(objects.application()))
                .setComplete(objects.isComplete())
                .addAllUpserted(
                        objects.upserted().stream().map(Statuses::toProto).toList())
                .addAllRemoved(objects.removed().stream().map(Values::toProto).toList())
                .build();
    }

    private static AgentReport.Objects fromProto(ObjectsReported proto, String cluster) {
        return new AgentReport.Objects(
                Values.fromProto(proto.getApplication(), cluster),
                proto.getComplete(),
                proto.getUpsertedList().stream().map(Statuses::fromProto).toList(),
                proto.getRemovedList().stream().map(Values::fromProto).toList());
    }
}
