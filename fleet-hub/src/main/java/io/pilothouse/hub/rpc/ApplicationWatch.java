package io.pilothouse.hub.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.hub.ledger.HistoryStore;
import io.pilothouse.hub.ledger.Ledger;
import io.pilothouse.proto.v1.WatchApplicationResponse;
import io.pilothouse.wire.codec.Statuses;
import io.pilothouse.wire.codec.Values;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Follows one application for one client: everything, again after each change, at most four times a second. Changes
/// that come while the client is busy are one change.
final class ApplicationWatch extends Watch {
    private static final int MAX_BYTES = 2 << 20;
    private static final long PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final ApplicationKey application;
    private final Ledger ledger;
    private final HistoryStore history;
    private final ServerCallStreamObserver<WatchApplicationResponse> out;
    private final AtomicBoolean isChanged = new AtomicBoolean(true);
    private long sentNanos = System.nanoTime() - PAUSE_NANOS;

    ApplicationWatch(
            ApplicationKey application,
            Ledger ledger,
            HistoryStore history,
            ServerCallStreamObserver<WatchApplicationResponse> out) {
        super(out);
        this.application = application;
        this.ledger = ledger;
        this.history = history;
        this.out = out;
    }

    ApplicationKey application() {
        return application;
    }

    void changed() {
        isChanged.set(true);
        wake();
    }

    @Override
    long step() {
        if (!isChanged.get()) {
            return Long.MAX_VALUE;
        }
        long early = PAUSE_NANOS - (System.nanoTime() - sentNanos);
        if (early > 0) {
            return early;
        }
        // Before reading: what changes from now on is a change again.
        isChanged.set(false);
        ApplicationStatus status = ledger.snapshot()
                .application(application)
                .orElseThrow(
                        () -> Refusals.unknown("application " + application + " is no longer in its cluster's slice"));
        HistoryStore.Objects objects = history.objects(application);
        WatchApplicationResponse.Builder response =
                WatchApplicationResponse.newBuilder().setStatus(Statuses.toProto(status));
        addObjects(response, objects.objects());
        objects.reportedAt().ifPresent(at -> response.setReportedAt(Values.toProto(at)));
        sentNanos = System.nanoTime();
        out.onNext(response.build());
        return 0;
    }

    /// All objects come in one message. Where their drift would not fit it, the later ones come without.
    private static void addObjects(WatchApplicationResponse.Builder response, List<ObjectStatus> objects) {
        int bytes = 0;
        for (ObjectStatus object : objects) {
            var proto = Statuses.toProto(object);
            bytes += proto.getSerializedSize();
            if (bytes > MAX_BYTES) {
                bytes -= proto.getSerializedSize();
                proto = proto.toBuilder()
                        .clearDrift()
                        .setMessage("too much to show here: " + object.drift().size() + " fields differ")
                        .build();
                bytes += proto.getSerializedSize();
            }
            response.addObjects(proto);
        }
    }
}
