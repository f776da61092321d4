package io.pilothouse.agent.uplink;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.proto.v1.AgentServiceGrpc;
import io.pilothouse.proto.v1.ConnectRequest;
import io.pilothouse.proto.v1.ConnectResponse;
import io.pilothouse.proto.v1.Heartbeat;
import io.pilothouse.proto.v1.HeartbeatReply;
import io.pilothouse.proto.v1.Hello;
import io.pilothouse.proto.v1.Report;
import io.pilothouse.proto.v1.ReportBatch;
import io.pilothouse.proto.v1.SignalBatch;
import io.pilothouse.proto.v1.Welcome;
import io.pilothouse.wire.codec.Commands;
import io.pilothouse.wire.codec.MalformedMessageException;
import io.pilothouse.wire.codec.Signals;
import io.pilothouse.wire.codec.Values;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One stream to the hub, from Hello to its end.
///
/// ```
/// GREETING -> LIVE -> ENDED
///     +-------------->
/// ```
/// `GREETING` has sent Hello and waits for Welcome; `LIVE` sends reports, one batch at a time, signals and
/// heartbeats. It writes only while the transport has room, and reads one message at a time, so neither side can
/// fill the other's memory.
///
/// Confined to the uplink's thread; what gRPC calls back is handed over to it.
final class HubStream {
    private static final long WELCOME_WITHIN = Duration.ofSeconds(20).toNanos();
    private static final long SILENT_AFTER = Duration.ofSeconds(45).toNanos();

    private enum State {
        GREETING,
        LIVE,
        ENDED
    }

    /// What the stream needs of its owner.
    ///
    /// @param settings whose stream
    /// @param outbox reports
    /// @param courier signals
    /// @param desk commands
    /// @param orders nudges, resync and questions
    /// @param owner runs on the uplink's thread
    /// @param wake makes the uplink's thread look again
    record Owner(
            UplinkSettings settings,
            Outbox outbox,
            SignalCourier courier,
            CommandDesk desk,
            Orders orders,
            InstantSource clock,
            Executor owner,
            Runnable wake) {}

    private final Owner o;
    private final Answering answering;
    private final ManagedChannel channel;
    private final String incarnation;
    private State state = State.GREETING;
    private Status ended = Status.OK;
    private @Nullable ClientCallStreamObserver<ConnectRequest> call;
    private long sent;
    private long unacknowledged;
    private long heardAt;
    private long liveSince;
    private long heartbeatEvery = Duration.ofSeconds(15).toNanos();
    private long heartbeatAt;
    private long heartbeatSentAt;
    private Duration skew = Duration.ZERO;

    private HubStream(Owner owner, ManagedChannel channel, String incarnation, long now) {
        this.o = owner;
        this.answering = new Answering(owner.settings().cluster(), owner.orders(), owner.owner());
        this.channel = channel;
        this.incarnation = incarnation;
        this.heardAt = now;
    }

    /// Opens a stream and says Hello.
    ///
    /// @param channel shut down when the stream ends
    /// @param clusterUid empty if not known yet
    static HubStream open(Owner owner, ManagedChannel channel, String incarnation, String clusterUid, long now) {
        HubStream stream = new HubStream(owner, channel, incarnation, now);
        // Callbacks only hand over, so they may run on gRPC's own threads.
        AgentServiceGrpc.newStub(channel).withExecutor(Runnable::run).connect(stream.callbacks());
        var journal = owner.outbox().journal();
        stream.send(ConnectRequest.newBuilder()
                .setHello(Hello.newBuilder()
                        .setCluster(owner.settings().cluster())
                        .setClusterUid(clusterUid)
                        .setEpoch(journal.epoch())
                        .setFirstSequence(journal.first())
                        .setLastSequence(journal.last())
                        .setAnswers(true)
                        .setAgentVersion(owner.settings().agentVersion()))
                .build());
        return stream;
    }

    private ClientResponseObserver<ConnectRequest, ConnectResponse> callbacks() {
        return new ClientResponseObserver<>() {
            @Override
            public void beforeStart(ClientCallStreamObserver<ConnectRequest> requests) {
                call = requests;
                requests.disableAutoRequestWithInitial(1);
                requests.setOnReadyHandler(o.wake());
            }

            @Override
            public void onNext(ConnectResponse message) {
                o.owner().execute(() -> received(message));
            }

            @Override
            public void onError(Throwable failure) {
                o.owner().execute(() -> end(Status.fromThrowable(failure)));
            }

            @Override
            public void onCompleted() {
                o.owner().execute(() -> end(Status.UNAVAILABLE.withDescription("the hub closed the stream")));
            }
        };
    }

    /// Sends what can be sent.
    ///
    /// @return nanoseconds until there is something to do again
    long advance(long now) throws IOException {
        if (state == State.GREETING) {
            long left = heardAt + WELCOME_WITHIN - now;
            if (left <= 0) {
                fail("hub " + o.settings().hub() + " took the stream but did not answer");
            }
            return Math.max(0, left);
        }
        if (state == State.ENDED) {
            return Long.MAX_VALUE;
        }
        long silentIn = heardAt + Math.max(SILENT_AFTER, 3 * heartbeatEvery) - now;
        if (silentIn <= 0) {
            fail("hub " + o.settings().hub() + " has been silent; it may be overloaded or cut off");
            return 0;
        }
        if (!isReady()) {
            return silentIn; // onReady wakes us
        }
        sendReports();
        if (isReady() && now - heartbeatAt >= 0) {
            heartbeat(now);
        }
        if (isReady()) {
            sendSignals(o.courier().batch(now));
        }
        sendAnswers();
        long next = Math.min(silentIn, Math.max(0, heartbeatAt - now));
        return isReady() ? Math.min(next, o.courier().dueIn(now)) : next;
    }

    private void sendReports() throws IOException {
        var journal = o.outbox().journal();
        if (unacknowledged != 0) {
            return;
        }
        if (journal.first() > sent + 1) {
            // The journal overflowed: the hub learns of the gap from a new Hello.
            fail("the report journal overflowed");
            return;
        }
        List<byte[]> batch = o.outbox().batch(sent);
        if (batch.isEmpty()) {
            return;
        }
        ReportBatch.Builder reports = ReportBatch.newBuilder();
        for (byte[] report : batch) {
            try {
                reports.addReports(Report.parseFrom(report));
            } catch (InvalidProtocolBufferException e) {
                throw new IOException("a report in the journal cannot be read", e);
            }
        }
        sent += batch.size();
        unacknowledged = sent;
        send(ConnectRequest.newBuilder().setReports(reports).build());
    }

    private void heartbeat(long now) {
        heartbeatAt = now + heartbeatEvery;
        heartbeatSentAt = now;
        o.courier().heartbeat();
        send(ConnectRequest.newBuilder()
                .setHeartbeat(Heartbeat.newBuilder()
                        .setAgentTime(Values.toProto(o.clock().instant())))
                .build());
    }

    private void sendSignals(List<SignalMinute> minutes) {
        if (!minutes.isEmpty()) {
            send(ConnectRequest.newBuilder()
                    .setSignals(SignalBatch.newBuilder()
                            .addAllMinutes(
                                    minutes.stream().map(Signals::toProto).toList())
                            .setIncarnation(incarnation))
                    .build());
        }
    }

    private void sendAnswers() {
        while (isReady()) {
            Optional<ConnectRequest> next = answering.next();
            if (next.isEmpty()) {
                return;
            }
            send(next.get());
        }
    }

    private void received(ConnectResponse message) {
        if (state == State.ENDED) {
            return;
        }
        long now = System.nanoTime();
        heardAt = now;
        boolean isWelcome = message.getMessageCase() == ConnectResponse.MessageCase.WELCOME;
        if (isWelcome != (state == State.GREETING)) {
            fail("hub " + o.settings().hub() + " does not keep to the order of messages; is its version another?");
            return;
        }
        try {
            switch (message.getMessageCase()) {
                case WELCOME -> welcomed(message.getWelcome(), now);
                case ACK -> acknowledged(message.getAck().getSequence());
                case COMMAND -> ordered(message.getCommand().getCommand(), now);
                case NUDGE -> o.orders().nudge();
                case QUESTION -> answering.take(message.getQuestion());
                case DROPPED -> answering.drop(message.getDropped().getQuestionId());
                case HEARTBEAT_REPLY -> answered(message.getHeartbeatReply(), now);
                // A newer hub may say more than this version understands.
                case MESSAGE_NOT_SET -> {}
            }
        } catch (MalformedMessageException | IOException e) {
            fail("a message of hub " + o.settings().hub() + " could not be used: " + e.getMessage());
        }
        if (call != null) {
            call.request(1);
        }
    }

    private void welcomed(Welcome welcome, long now) throws IOException {
        var journal = o.outbox().journal();
        if (welcome.getAckedSequence() > journal.last()) {
            journal.renew();
            fail("the hub has more reports of this journal than the agent; the agent begins a new one");
            return;
        }
        state = State.LIVE;
        liveSince = now;
        journal.acknowledge(welcome.getAckedSequence());
        sent = Math.max(welcome.getAckedSequence(), journal.first() - 1);
        heartbeatEvery = Duration.ofMillis(Math.clamp(welcome.getHeartbeatMillis(), 1_000, 60_000))
                .toNanos();
        heartbeatAt = now; // the first at once: it measures the clocks
        o.courier().welcome(welcome.getLedgerId(), now);
        if (welcome.getResync()) {
            o.orders().resync();
        }
    }

    private void acknowledged(long sequence) throws IOException {
        if (sequence > sent) {
            fail("the hub acknowledged a report that was not sent");
            return;
        }
        o.outbox().journal().acknowledge(sequence);
        if (sequence >= unacknowledged) {
            unacknowledged = 0;
        }
    }

    private void ordered(io.pilothouse.proto.v1.Command order, long now) {
        try {
            o.desk().take(Commands.fromProto(order, o.settings().cluster()), now);
        } catch (MalformedMessageException e) {
            if (order.getId().isEmpty()) {
                throw e;
            }
            o.desk()
                    .refuse(
                            o.settings().cluster(),
                            order.getId(),
                            "this agent does not understand it: " + e.getMessage());
        }
    }

    private void answered(HeartbeatReply reply, long now) {
        o.courier().heartbeatAnswered();
        Duration halfway = Duration.ofNanos((now - heartbeatSentAt) / 2);
        skew = Duration.between(
                o.clock().instant(),
                Values.fromProto(reply.getHubTime(), "hub_time").plus(halfway));
    }

    private boolean isReady() {
        return state == State.LIVE && call != null && call.isReady();
    }

    private void send(ConnectRequest message) {
        if (call != null && state != State.ENDED) {
            call.onNext(message);
        }
    }

    /// Ends the stream from this side.
    void fail(String why) {
        if (state != State.ENDED) {
            if (call != null) {
                call.cancel(why, null);
            }
            end(Status.CANCELLED.withDescription(why));
        }
    }

    /// Ends the stream in order: what was sent arrives.
    void close() {
        answering.clear();
        if (state != State.ENDED && call != null) {
            call.onCompleted();
        }
        state = State.ENDED;
        channel.shutdown();
        try {
            if (!channel.awaitTermination(1, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void end(Status why) {
        if (state != State.ENDED) {
            state = State.ENDED;
            ended = why;
            answering.clear();
            channel.shutdownNow();
        }
    }

    boolean isLive() {
        return state == State.LIVE;
    }

    boolean isEnded() {
        return state == State.ENDED;
    }

    /// @return how it ended
    Status ended() {
        return ended;
    }

    /// @return nanoseconds since Welcome; 0 if there was none
    long liveFor(long now) {
        return liveSince == 0 ? 0 : now - liveSince;
    }

    /// @return the hub's clock less ours
    Duration skew() {
        return skew;
    }
}
