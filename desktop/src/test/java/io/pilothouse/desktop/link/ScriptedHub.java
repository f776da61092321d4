package io.pilothouse.desktop.link;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.desktop.testing.FleetGen;
import io.pilothouse.proto.v1.EventBatch;
import io.pilothouse.proto.v1.ExplainRequest;
import io.pilothouse.proto.v1.ExplainResponse;
import io.pilothouse.proto.v1.FleetHeartbeat;
import io.pilothouse.proto.v1.FleetServiceGrpc;
import io.pilothouse.proto.v1.GetHubRequest;
import io.pilothouse.proto.v1.GetHubResponse;
import io.pilothouse.proto.v1.ListDriftRequest;
import io.pilothouse.proto.v1.ListDriftResponse;
import io.pilothouse.proto.v1.ListSignalsRequest;
import io.pilothouse.proto.v1.ListSignalsResponse;
import io.pilothouse.proto.v1.RunCommandRequest;
import io.pilothouse.proto.v1.RunCommandResponse;
import io.pilothouse.proto.v1.WatchApplicationRequest;
import io.pilothouse.proto.v1.WatchApplicationResponse;
import io.pilothouse.proto.v1.WatchFleetRequest;
import io.pilothouse.proto.v1.WatchFleetResponse;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.channel.HubServer;
import io.pilothouse.wire.codec.Answers;
import io.pilothouse.wire.codec.Commands;
import io.pilothouse.wire.codec.Events;
import io.pilothouse.wire.codec.Signals;
import io.pilothouse.wire.codec.Snapshots;
import io.pilothouse.wire.codec.Statuses;
import io.pilothouse.wire.codec.Values;
import io.pilothouse.wire.tls.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A hub over real gRPC with real TLS, that says what a test tells it to.
final class ScriptedHub extends FleetServiceGrpc.FleetServiceImplBase implements AutoCloseable {
    static final String LEDGER = "5d3f3b0e-3f4e-4c52-9a57-6d2c5a2f0a11";

    final BlockingQueue<Watch> watches = new LinkedBlockingQueue<>();
    final BlockingQueue<StreamObserver<WatchApplicationResponse>> applications = new LinkedBlockingQueue<>();
    final BlockingQueue<RunCommandRequest> commands = new LinkedBlockingQueue<>();
    volatile Optional<Status> refusal = Optional.empty();
    private final Server server;

    /// A client that follows the fleet.
    record Watch(WatchFleetRequest request, StreamObserver<WatchFleetResponse> client) {
        void snapshot(FleetSnapshot fleet) {
            Snapshots.toChunks(fleet, LEDGER)
                    .forEach(chunk -> client.onNext(
                            WatchFleetResponse.newBuilder().setSnapshot(chunk).build()));
        }

        void events(long first, FleetEvent... events) {
            EventBatch.Builder batch = EventBatch.newBuilder();
            for (int i = 0; i < events.length; i++) {
                batch.addEvents(Events.toProto(new FleetEvent.Recorded(first + i, FleetGen.NOW, events[i])));
            }
            client.onNext(WatchFleetResponse.newBuilder().setEvents(batch).build());
        }

        void beat(long head) {
            client.onNext(WatchFleetResponse.newBuilder()
                    .setHeartbeat(
                            FleetHeartbeat.newBuilder().setHeadSequence(head).setHubTime(Values.toProto(FleetGen.NOW)))
                    .build());
        }
    }

    ScriptedHub(Identity identity, int port) throws IOException {
        server = HubServer.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), identity)
                .addService(this)
                .build()
                .start();
    }

    HubAddress address() {
        return new HubAddress("127.0.0.1", server.getPort());
    }

    Watch nextWatch() throws InterruptedException {
        Watch watch = watches.poll(30, TimeUnit.SECONDS);
        if (watch == null) {
            throw new AssertionError("nobody came to follow the fleet");
        }
        return watch;
    }

    @Override
    public void getHub(GetHubRequest request, StreamObserver<GetHubResponse> client) {
        answer(
                client,
                GetHubResponse.newBuilder()
                        .setHubId("0123456789abcdef0123456789abcdef")
                        .setVersion("0.1.0")
                        .setLedgerId(LEDGER)
                        .setCaller("m.rossi")
                        .setHubTime(Values.toProto(FleetGen.NOW))
                        .build());
    }

    @Override
    public void watchFleet(WatchFleetRequest request, StreamObserver<WatchFleetResponse> client) {
        watches.add(new Watch(request, client));
    }

    @Override
    public void watchApplication(WatchApplicationRequest request, StreamObserver<WatchApplicationResponse> client) {
        applications.add(client);
    }

    static WatchApplicationResponse detail() {
        var detail = FleetGen.detail(FleetGen.drifted(HubLinkIT.KEY));
        return WatchApplicationResponse.newBuilder()
                .setStatus(Statuses.toProto(detail.status()))
                .addAllObjects(detail.objects().stream().map(Statuses::toProto).toList())
                .build();
    }

    @Override
    public void runCommand(RunCommandRequest request, StreamObserver<RunCommandResponse> client) {
        commands.add(request);
        answer(
                client,
                RunCommandResponse.newBuilder()
                        .setSequence(7)
                        .setState(Commands.toProto(new io.pilothouse.core.command.CommandState(
                                new io.pilothouse.core.command.Command(
                                        request.getCommandId(),
                                        request.getCluster(),
                                        Optional.of(Values.fromProto(request.getApplication())),
                                        Commands.fromProto(request.getVerb()),
                                        request.getReason(),
                                        "m.rossi",
                                        Values.fromProto(request.getTimeToLive(), "time_to_live")),
                                io.pilothouse.core.command.CommandPhase.ACCEPTED,
                                "",
                                FleetGen.NOW,
                                FleetGen.NOW)))
                        .build());
    }

    @Override
    public void explain(ExplainRequest request, StreamObserver<ExplainResponse> client) {
        Answers.toParts(FleetGen.holdingPlan(HubLinkIT.KEY, 2_000))
                .forEach(part ->
                        client.onNext(ExplainResponse.newBuilder().setPart(part).build()));
        client.onCompleted();
    }

    @Override
    public void listDrift(ListDriftRequest request, StreamObserver<ListDriftResponse> client) {
        List<FleetEvent.Recorded> events = FleetGen.history(Values.fromProto(request.getApplication()));
        answer(
                client,
                ListDriftResponse.newBuilder()
                        .addAllEvents(events.stream().map(Events::toProto).toList())
                        .setNextBeforeSequence(895)
                        .build());
    }

    @Override
    public void listSignals(ListSignalsRequest request, StreamObserver<ListSignalsResponse> client) {
        answer(
                client,
                ListSignalsResponse.newBuilder()
                        .addAllMinutes(FleetGen.signals(request.getFromMinute(), request.getUntilMinute()).stream()
                                .map(Signals::toProto)
                                .toList())
                        .build());
    }

    private <T> void answer(StreamObserver<T> client, T response) {
        refusal.ifPresentOrElse(status -> client.onError(status.asRuntimeException()), () -> {
            client.onNext(response);
            client.onCompleted();
        });
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
