package io.pilothouse.desktop.link;

import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.desktop.state.FleetFeed;
import io.pilothouse.desktop.state.FleetMessage;
import io.pilothouse.desktop.state.Subscription;
import io.pilothouse.proto.v1.SnapshotChunk;
import io.pilothouse.proto.v1.WatchFleetRequest;
import io.pilothouse.proto.v1.WatchFleetResponse;
import io.pilothouse.wire.channel.Backoff;
import io.pilothouse.wire.codec.Events;
import io.pilothouse.wire.codec.MalformedMessageException;
import io.pilothouse.wire.codec.Snapshots;
import io.pilothouse.wire.codec.Values;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Follows the fleet on a thread of its own: calls, reads until the line is lost, waits, and calls again from the last
/// event it has. Reads one message at a time, and the next only when the feed has taken it.
public final class Follower implements Subscription {
    private final HubLink link;
    private final FleetFeed feed;
    private final InstantSource clock;
    private final Backoff backoff;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;

    // What the feed has; used on the follower's thread only
    private long sequence;
    private String ledgerId = "";

    Follower(HubLink link, FleetFeed feed, InstantSource clock) {
        this.link = link;
        this.feed = feed;
        this.clock = clock;
        backoff = link.backoff();
        thread = Thread.ofVirtual().name("fleet-follower").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Calls now, if it is waiting: a person asked for it.
    public void retryNow() {
        wake.release();
    }

    @Override
    public void close() {
        link.forget(this);
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                feed.accept(new FleetMessage.Calling(backoff.attempts() + 1));
                String lost = follow();
                Duration wait = backoff.next();
                feed.accept(new FleetMessage.Lost(
                        lost, backoff.attempts(), clock.instant().plus(wait)));
                wake.drainPermits();
                var ignored = wake.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
                link.callAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return why it ended, one sentence
    private String follow() throws InterruptedException {
        try {
            feed.accept(new FleetMessage.Answered(link.describe()));
            BlockingClientCall<?, WatchFleetResponse> call = link.calls()
                    .watchFleet(WatchFleetRequest.newBuilder()
                            .setAfterSequence(sequence)
                            .setLedgerId(ledgerId)
                            .build());
            try {
                return read(call);
            } finally {
                call.cancel("the desktop has seen enough", null);
            }
        } catch (StatusException | StatusRuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            return link.sentence(e);
        } catch (MalformedMessageException e) {
            startOver();
            return Unreadable.sentence(e, link.address());
        }
    }

    private String read(BlockingClientCall<?, WatchFleetResponse> call) throws StatusException, InterruptedException {
        List<SnapshotChunk> chunks = new ArrayList<>();
        while (true) {
            WatchFleetResponse response = call.read();
            if (response == null) {
                return "hub " + link.address() + " stopped; it is called again by itself";
            }
            backoff.reset();
            switch (response.getMessageCase()) {
                case SNAPSHOT -> gather(chunks, response.getSnapshot());
                case EVENTS -> {
                    List<FleetEvent.Recorded> events = response.getEvents().getEventsList().stream()
                            .map(Events::fromProto)
                            .toList();
                    if (!continues(events)) {
                        startOver();
                        return "hub " + link.address() + " left events out; the whole fleet is asked for again";
                    }
                    feed.accept(new FleetMessage.Happened(events));
                    sequence = Math.max(sequence, events.getLast().sequence());
                }
                case HEARTBEAT ->
                    feed.accept(new FleetMessage.Beat(
                            response.getHeartbeat().hasHubTime()
                                    ? Values.fromProto(response.getHeartbeat().getHubTime(), "hub_time")
                                    : clock.instant(),
                            response.getHeartbeat().getHeadSequence()));
                // A newer hub's message that an older desktop can do without
                case MESSAGE_NOT_SET -> {}
            }
        }
    }

    private void gather(List<SnapshotChunk> chunks, SnapshotChunk chunk) throws InterruptedException {
        if (chunk.getFirst()) {
            chunks.clear();
        }
        chunks.add(chunk);
        if (chunk.getLast()) {
            feed.accept(new FleetMessage.Replaced(Snapshots.fromChunks(chunks)));
            sequence = chunk.getSequence();
            ledgerId = chunk.getLedgerId();
            chunks.clear();
        }
    }

    private boolean continues(List<FleetEvent.Recorded> events) {
        return !events.isEmpty() && events.getFirst().sequence() <= sequence + 1;
    }

    private void startOver() {
        sequence = 0;
        ledgerId = "";
    }
}
