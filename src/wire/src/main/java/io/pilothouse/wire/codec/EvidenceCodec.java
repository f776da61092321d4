package io.pilothouse.wire.codec;

import io.pilothouse.core.explain.ObjectReport;
import io.pilothouse.proto.v1.ClusterEvent;
import io.pilothouse.proto.v1.LogTail;
import java.util.Optional;

/// What Kubernetes and containers said.
final class EvidenceCodec {
    private EvidenceCodec() {}

    static ClusterEvent toProto(ObjectReport.Event event) {
        ClusterEvent.Builder proto = ClusterEvent.newBuilder()
                .setWarning(event.isWarning())
                .setReason(event.reason())
                .setMessage(event.message())
                .setAbout(event.about())
                .setCount(event.count());
        event.at().ifPresent(at -> proto.setAt(Values.toProto(at)));
        return proto.build();
    }

    static ObjectReport.Event fromProto(ClusterEvent proto) {
        return new ObjectReport.Event(
                proto.hasAt() ? Optional.of(Values.fromProto(proto.getAt(), "at")) : Optional.empty(),
                proto.getWarning(),
                proto.getReason(),
                proto.getMessage(),
                proto.getAbout(),
                proto.getCount());
    }

    static LogTail toProto(ObjectReport.LogTail log) {
        return LogTail.newBuilder()
                .setPod(log.pod())
                .setContainer(log.container())
                .setState(log.state())
                .setPrevious(log.isPrevious())
                .addAllLines(log.lines())
                .build();
    }

    static ObjectReport.LogTail fromProto(LogTail proto) {
        return new ObjectReport.LogTail(
                proto.getPod(), proto.getContainer(), proto.getState(), proto.getPrevious(), proto.getLinesList());
    }
}
