package io.pilothouse.hub.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.hub.ledger.HistoryStore;
import io.pilothouse.hub.ledger.Ledger;
import io.pilothouse.proto.v1.WatchApplicationResponse;
import io.pilothouse.wire.codec.Statuses;
import io.pilothouse.wire.codec.Values;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Follows one application for one client: everything, again after each change, at most four times a second. Changes
/// that come while the client is busy are one change.
final class ApplicationWatch extends Watch {
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
        objects.objects().forEach(object -> response.addObjects(Statuses.toProto(object)));
        objects.reportedAt().ifPresent(at -> response.setReportedAt(Values.toProto(at)));
        sentNanos = System.nanoTime();
        out.onNext(response.build());
        return 0;
    }
}
