package io.pilothouse.hub;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.proto.v1.AgentServiceGrpc;
import io.pilothouse.proto.v1.ConnectRequest;
import io.pilothouse.proto.v1.ConnectResponse;
import io.pilothouse.proto.v1.Hello;
import io.pilothouse.proto.v1.ReportBatch;
import io.pilothouse.proto.v1.SignalBatch;
import io.pilothouse.proto.v1.Welcome;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.channel.HubChannel;
import io.pilothouse.wire.codec.Reports;
import io.pilothouse.wire.codec.Signals;
import io.pilothouse.wire.tls.Identity;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The other end of an agent's stream, over real TLS.
public final class TestAgent implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final String cluster;
    private final ManagedChannel channel;
    private final LinkedBlockingQueue<Optional<ConnectResponse>> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final StreamObserver<ConnectRequest> out;

    public TestAgent(InetSocketAddress hub, Identity identity, String cluster) {
        this.cluster = cluster;
        this.channel = HubChannel.open(new HubAddress("127.0.0.1", hub.getPort()), identity);
        this.out = AgentServiceGrpc.newStub(channel).connect(new StreamObserver<>() {
            @Override
            public void onNext(ConnectResponse response) {
                received.add(Optional.of(response));
            }

            @Override
            public void onError(Throwable failure) {
                end.complete(Status.fromThrowable(failure));
                received.add(Optional.empty());
            }

            @Override
            public void onCompleted() {
                end.complete(Status.OK);
                received.add(Optional.empty());
            }
        });
    }

    public Welcome hello(String epoch, long first, long last) {
        return hello(epoch, first, last, true);
    }

    /// @param answers whether it says that it answers questions
    public Welcome hello(String epoch, long first, long last, boolean answers) {
        out.onNext(ConnectRequest.newBuilder()
                .setHello(Hello.newBuilder()
                        .setCluster(cluster)
                        .setEpoch(epoch)
                        .setFirstSequence(first)
                        .setLastSequence(last)
                        .setAnswers(answers))
                .build());
        return next(ConnectResponse.MessageCase.WELCOME).getWelcome();
    }

    public void send(ConnectRequest request) {
        out.onNext(request);
    }

    public void send(long first, AgentReport... reports) {
        send(Samples.numbered(first, reports));
    }

    public void send(List<Sequenced> reports) {
        ReportBatch.Builder batch = ReportBatch.newBuilder();
        reports.forEach(report -> batch.addReports(Reports.toProto(report)));
        out.onNext(ConnectRequest.newBuilder().setReports(batch).build());
    }

    /// Sends reports and waits until they are durable.
    public long report(long first, AgentReport... reports) {
        send(first, reports);
        return awaitAck();
    }

    public long awaitAck() {
        return next(ConnectResponse.MessageCase.ACK).getAck().getSequence();
    }

    public void signals(String incarnation, SignalMinute... minutes) {
        SignalBatch.Builder batch = SignalBatch.newBuilder().setIncarnation(incarnation);
        for (SignalMinute minute : minutes) {
            batch.addMinutes(Signals.toProto(minute));
        }
        out.onNext(ConnectRequest.newBuilder().setSignals(batch).build());
    }

    /// @return the next message, which must be of this kind
    public ConnectResponse next(ConnectResponse.MessageCase kind) {
        try {
            Optional<ConnectResponse> polled = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (polled == null || polled.isEmpty()) {
                throw new AssertionError("no " + kind + " came; the stream's end: " + end.getNow(Status.OK));
            }
            ConnectResponse response = polled.get();
            if (response.getMessageCase() != kind) {
                throw new AssertionError("expected " + kind + ", got " + response);
            }
            return response;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// @return how the hub ended the stream
    public Status end() {
        return end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    public boolean isEnded() {
        return end.isDone();
    }

    public void complete() {
        out.onCompleted();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
