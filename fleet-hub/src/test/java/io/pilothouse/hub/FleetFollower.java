package io.pilothouse.hub;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetReducer;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.proto.v1.FleetServiceGrpc.FleetServiceStub;
import io.pilothouse.proto.v1.SnapshotChunk;
import io.pilothouse.proto.v1.WatchFleetRequest;
import io.pilothouse.proto.v1.WatchFleetResponse;
import io.pilothouse.wire.codec.Events;
import io.pilothouse.wire.codec.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Follows a hub as a desktop does, as fast as the test lets it.
final class FleetFollower implements ClientResponseObserver<WatchFleetRequest, WatchFleetResponse> {
    private final boolean isSlow;
    private final List<SnapshotChunk> chunks = new ArrayList<>();
    private Optional<ClientCallStreamObserver<WatchFleetRequest>> call = Optional.empty();
    final CompletableFuture<Status> end = new CompletableFuture<>();
    volatile FleetSnapshot fleet;
    final AtomicInteger snapshots = new AtomicInteger();
    final AtomicInteger events = new AtomicInteger();
    final AtomicInteger heartbeats = new AtomicInteger();
    volatile Optional<String> defect = Optional.empty();

    private FleetFollower(FleetSnapshot from, boolean isSlow) {
        this.fleet = from;
        this.isSlow = isSlow;
    }

    /// @param from what the client has already; with the ledger's id it is taken up from there
    static FleetFollower follow(FleetServiceStub stub, FleetSnapshot from, String ledgerId, boolean isSlow) {
        FleetFollower follower = new FleetFollower(from, isSlow);
        stub.watchFleet(
                WatchFleetRequest.newBuilder()
                        .setAfterSequence(from.sequence())
                        .setLedgerId(ledgerId)
                        .build(),
                follower);
        return follower;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchFleetRequest> stream) {
        call = Optional.of(stream);
        if (isSlow) {
            stream.disableAutoRequestWithInitial(1);
        }
    }

    /// A slow one reads on from here.
    void wakeUp() {
        call.orElseThrow().request(Integer.MAX_VALUE);
    }

    void cancel() {
        call.orElseThrow().cancel("seen enough", null);
    }

    @Override
    public void onNext(WatchFleetResponse response) {
        switch (response.getMessageCase()) {
            case SNAPSHOT -> gather(response.getSnapshot());
            case EVENTS -> {
                List<Recorded> batch = response.getEvents().getEventsList().stream()
                        .map(Events::fromProto)
                        .toList();
                if (batch.getFirst().sequence() != fleet.sequence() + 1) {
                    defect = Optional.of("event " + batch.getFirst().sequence() + " after " + fleet.sequence());
                }
                events.addAndGet(batch.size());
                fleet = FleetReducer.fold(fleet, batch).snapshot();
            }
            case HEARTBEAT -> heartbeats.incrementAndGet();
            case MESSAGE_NOT_SET -> defect = Optional.of("an empty message");
        }
    }

    private void gather(SnapshotChunk chunk) {
        if (chunk.getFirst()) {
            chunks.clear();
        }
        chunks.add(chunk);
        if (chunk.getLast()) {
            fleet = Snapshots.fromChunks(chunks);
            snapshots.incrementAndGet();
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }
}
