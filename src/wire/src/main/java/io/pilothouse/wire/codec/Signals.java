package io.pilothouse.wire.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.pilothouse.core.signal.Histogram;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.core.signal.SignalMinute.Errors;
import io.pilothouse.core.signal.SignalMinute.Latency;
import io.pilothouse.core.signal.SignalMinute.Saturation;
import io.pilothouse.core.signal.SignalMinute.Traffic;
import java.time.Instant;

/// Golden signals.
public final class Signals {
    private Signals() {}

    private static io.pilothouse.proto.v1.Histogram toProto(Histogram histogram) {
        var proto = io.pilothouse.proto.v1.Histogram.newBuilder();
        return histogram.count() == 0
                ? proto.build()
                : proto.addAllCounts(histogram.counts())
                        .setSumMillis(histogram.sumMillis())
                        .build();
    }

    private static Histogram fromProto(io.pilothouse.proto.v1.Histogram proto) {
        if (proto.getCountsCount() == 0) {
            return Histogram.EMPTY;
        }
        if (proto.getCountsCount() != Histogram.EMPTY.counts().size()
                || proto.getCountsList().stream().anyMatch(count -> count < 0)) {
            throw new MalformedMessageException("a histogram's buckets are not those of this version");
        }
        return new Histogram(proto.getCountsList(), proto.getSumMillis());
    }

    public static io.pilothouse.proto.v1.SignalMinute toProto(SignalMinute minute) {
        return io.pilothouse.proto.v1.SignalMinute.newBuilder()
                .setEpochMinute(minute.minute().getEpochSecond() / 60)
                .setLead(toProto(minute.latency().lead()))
                .setApply(toProto(minute.latency().apply()))
                .setRepair(toProto(minute.latency().repair()))
                .setSucceeded(minute.traffic().succeeded())
                .setFailed(minute.traffic().failed())
                .setSuperseded(minute.traffic().superseded())
                .setInProgress(minute.traffic().inProgress())
                .setWrites(minute.traffic().writes())
                .setApplications(minute.errors().applications())
                .setOutOfSync(minute.errors().outOfSync())
                .setDegraded(minute.errors().degraded())
                .setSuspended(minute.errors().suspended())
                .setDriftDetected(minute.errors().driftDetected())
                .setDriftCorrected(minute.errors().driftCorrected())
                .setPollsFailed(minute.errors().pollsFailed())
                .setQueueWait(toProto(minute.saturation().queueWait()))
                .setQueueDepth(minute.saturation().queueDepth())
                .setOldestWaitMillis(minute.saturation().oldestWaitMillis())
                .setBusyRatio(minute.saturation().busyRatio())
                .setJournalFill(minute.saturation().journalFill())
                .build();
    }

    public static SignalMinute fromProto(io.pilothouse.proto.v1.SignalMinute proto) {
        return new SignalMinute(
                Instant.ofEpochSecond(Math.multiplyExact(proto.getEpochMinute(), 60L)),
                new Latency(fromProto(proto.getLead()), fromProto(proto.getApply()), fromProto(proto.getRepair())),
                new Traffic(
                        natural(proto.getSucceeded()),
                        natural(proto.getFailed()),
                        natural(proto.getSuperseded()),
                        natural(proto.getInProgress()),
                        natural(proto.getWrites())),
                new Errors(
                        natural(proto.getApplications()),
                        natural(proto.getOutOfSync()),
                        natural(proto.getDegraded()),
                        natural(proto.getSuspended()),
                        natural(proto.getDriftDetected()),
                        natural(proto.getDriftCorrected()),
                        natural(proto.getPollsFailed())),
                new Saturation(
                        fromProto(proto.getQueueWait()),
                        natural(proto.getQueueDepth()),
                        Math.max(0, proto.getOldestWaitMillis()),
                        ratio(proto.getBusyRatio()),
                        ratio(proto.getJournalFill())));
    }

    /// @return a minute as the hub keeps it
    public static byte[] encode(SignalMinute minute) {
        return toProto(minute).toByteArray();
    }

    /// @throws MalformedMessageException if the bytes are not a minute
    public static SignalMinute decode(byte[] bytes) {
        try {
            return fromProto(io.pilothouse.proto.v1.SignalMinute.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException("a minute of signals in the store cannot be read");
        }
    }

    private static int natural(int count) {
        if (count < 0) {
            throw new MalformedMessageException("a signal's count is negative");
        }
        return count;
    }

    private static double ratio(double ratio) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new MalformedMessageException("a signal's ratio is not between 0 and 1");
        }
        return ratio;
    }
}
