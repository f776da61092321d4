package io.pilothouse.desktop.link;

import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.desktop.state.Hub;
import io.pilothouse.desktop.state.Subscription;
import io.pilothouse.proto.v1.WatchApplicationRequest;
import io.pilothouse.proto.v1.WatchApplicationResponse;
import io.pilothouse.wire.channel.Backoff;
import io.pilothouse.wire.codec.MalformedMessageException;
import io.pilothouse.wire.codec.Statuses;
import io.pilothouse.wire.codec.Values;
import java.util.Optional;

/// Follows one application on a thread of its own, over interruptions, for as long as its page is open.
final class ApplicationCall implements Subscription {
    private final HubLink link;
    private final ApplicationKey key;
    private final Hub.ApplicationWatcher watcher;
    private final Backoff backoff;
    private final Thread thread;

    ApplicationCall(HubLink link, ApplicationKey key, Hub.ApplicationWatcher watcher) {
        this.link = link;
        this.key = key;
        this.watcher = watcher;
        backoff = link.backoff();
        thread = Thread.ofVirtual().name("application-follower").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        link.forget(this);
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                watcher.interrupted(follow());
                Thread.sleep(backoff.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String follow() throws InterruptedException {
        BlockingClientCall<?, WatchApplicationResponse> call = link.calls()
                .watchApplication(WatchApplicationRequest.newBuilder()
                        .setApplication(Values.toProto(key))
                        .build());
        try {
            while (true) {
                WatchApplicationResponse response = call.read();
                if (response == null) {
                    return "hub " + link.address() + " stopped; it is called again by itself";
                }
                backoff.reset();
                watcher.changed(new Hub.ApplicationDetail(
                        Statuses.fromProto(response.getStatus(), key.cluster()),
                        response.getObjectsList().stream()
                                .map(Statuses::fromProto)
                                .toList(),
                        response.hasReportedAt()
                                ? Optional.of(Values.fromProto(response.getReportedAt(), "reported_at"))
                                : Optional.empty()));
            }
        } catch (StatusException | StatusRuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            return link.sentence(e);
        } catch (MalformedMessageException e) {
            return Unreadable.sentence(e, link.address());
        } finally {
            call.cancel("the page is closed", null);
        }
    }
}
