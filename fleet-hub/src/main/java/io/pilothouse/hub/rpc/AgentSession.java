package io.pilothouse.hub.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.status.Contact;
import io.pilothouse.hub.ledger.AgentPosition.Resumption;
import io.pilothouse.hub.ledger.CommandExpiry;
import io.pilothouse.proto.v1.Ack;
import io.pilothouse.proto.v1.CommandOrder;
import io.pilothouse.proto.v1.ConnectRequest;
import io.pilothouse.proto.v1.ConnectResponse;
import io.pilothouse.proto.v1.HeartbeatReply;
import io.pilothouse.proto.v1.Hello;
import io.pilothouse.proto.v1.ReportBatch;
import io.pilothouse.proto.v1.SignalBatch;
import io.pilothouse.proto.v1.Welcome;
import io.pilothouse.wire.codec.Commands;
import io.pilothouse.wire.codec.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One agent's stream.
///
/// ```
/// NEW --hello--> ATTACHING --durable--> OPEN --> CLOSED      any state --> CLOSED
/// ```
/// Asks for the next message only when the one before is dealt with, so an agent has one batch of reports under way and
/// its memory is not ours. Sends only while the stream is ready: what cannot be sent is remembered as *that* it is due,
/// never as a queue, so a slow agent costs a few bytes.
///
/// Guarded by its own monitor: gRPC, the ledger's thread and the ticker call it. Holds no thread.
final class AgentSession implements StreamObserver<ConnectRequest> {
    private static final Logger log = LoggerFactory.getLogger(AgentSession.class);

    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /// Seconds without a word after which an agent counts as silent.
    static final int SILENT_AFTER = 45;

    private static final int GREETING_SECONDS = 10;
    private static final Duration LEAST_TIME = Duration.ofSeconds(1);
    private static final Duration CLOCK_AHEAD = Duration.ofHours(1);

    private enum State {
        NEW,
        ATTACHING,
        OPEN,
        CLOSED
    }

    private final String cluster;
    private final AgentSessions sessions;
    private final ServerCallStreamObserver<ConnectResponse> out;
    private State state = State.NEW;
    private String epoch = "";
    private int quietSeconds;
    private volatile Instant heardAt;
    private volatile Duration skew = Duration.ZERO;

    private long ackDue;
    private boolean isReplyDue;
    private boolean areOrdersDue;
    private Optional<ConnectResponse> nudgeDue = Optional.empty();
    private Set<String> ordered = Set.of();
    private boolean isAnswering;
    /// Bounded by the relay: it opens a few questions, and drops each once.
    private final Deque<ConnectResponse> questionsDue = new ArrayDeque<>();

    AgentSession(String cluster, AgentSessions sessions, ServerCallStreamObserver<ConnectResponse> out) {
        this.cluster = cluster;
        this.sessions = sessions;
        this.out = out;
        this.heardAt = sessions.clock().instant();
    }

    String cluster() {
        return cluster;
    }

    /// @return when the agent last said anything
    Instant heardAt() {
        return heardAt;
    }

    /// @return how far the agent's clock is ahead of ours, by its newest heartbeat
    Duration skew() {
        return skew;
    }

    synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    @Override
    public synchronized void onNext(ConnectRequest request) {
        if (state == State.CLOSED) {
            return;
        }
        heard();
        try {
            switch (request.getMessageCase()) {
                case HELLO -> hello(request.getHello());
                case REPORTS -> reports(request.getReports());
                case SIGNALS -> signals(request.getSignals());
                case ANSWER -> {
                    requireOpen();
                    sessions.relay().answered(this, request.getAnswer());
                    out.request(1);
                }
                case HEARTBEAT -> {
                    requireOpen();
                    skew = request.getHeartbeat().hasAgentTime()
                            ? Duration.between(
                                    heardAt,
                                    Values.fromProto(request.getHeartbeat().getAgentTime(), "agent_time"))
                            : Duration.ZERO;
                    isReplyDue = true;
                    pump();
                    out.request(1);
                }
                case MESSAGE_NOT_SET -> throw Refusals.invalid("a message is not of a kind this hub knows");
            }
        } catch (RuntimeException e) {
            close(Refusals.of(e));
        }
    }

    private void heard() {
        heardAt = sessions.clock().instant();
        if (quietSeconds >= SILENT_AFTER && state == State.OPEN) {
            sessions.contact(this, Contact.CONNECTED);
        }
        quietSeconds = 0;
    }

    private void requireOpen() {
        if (state != State.OPEN) {
            throw Refusals.invalid("the first message must be Hello, and the next one comes after Welcome");
        }
    }

    private void hello(Hello hello) {
        if (state != State.NEW) {
            throw Refusals.invalid("Hello comes first, and once");
        }
        if (!hello.getCluster().equals(cluster)) {
            throw Status.PERMISSION_DENIED
                    .withDescription("the certificate is cluster " + cluster + "'s, but Hello says "
                            + (hello.getCluster().isEmpty() ? "none" : "\"" + hello.getCluster() + "\""))
                    .asRuntimeException();
        }
        AgentMessages.check(hello);
        state = State.ATTACHING;
        epoch = hello.getEpoch();
        isAnswering = hello.getAnswers();
        sessions.greeted(this);
        then(
                sessions.ledger().attach(cluster, epoch, hello.getFirstSequence(), hello.getLastSequence()),
                this::welcome);
    }

    /// Goes on when the ledger answers; ends the stream when it refuses.
    private <T> void then(CompletableFuture<T> answer, Consumer<T> use) {
        var _ = answer.whenComplete((value, failure) -> {
            try {
                if (failure == null) {
                    use.accept(value);
                } else {
                    close(Refusals.of(failure));
                }
            } catch (RuntimeException e) {
                close(Refusals.of(e));
            }
        });
    }

    private synchronized void welcome(Resumption resumption) {
        if (state != State.ATTACHING) {
            return;
        }
        state = State.OPEN;
        log.info(
                "agent connected cluster={} acked={} resync={}",
                cluster,
                resumption.continueAfter(),
                resumption.isResync());
        out.onNext(ConnectResponse.newBuilder()
                .setWelcome(Welcome.newBuilder()
                        .setAckedSequence(resumption.continueAfter())
                        .setResync(resumption.isResync())
                        .setHeartbeatMillis((int) HEARTBEAT.toMillis())
                        .setHubTime(Values.toProto(sessions.clock().instant()))
                        .setLedgerId(sessions.ledger().ledgerId()))
                .build());
        areOrdersDue = true;
        pump();
        out.request(1);
    }

    private void reports(ReportBatch batch) {
        requireOpen();
        if (batch.getReportsCount() == 0) {
            out.request(1);
            return;
        }
        then(
                sessions.ledger()
                        .append(cluster, epoch, AgentMessages.reports(batch, cluster), batch.getSerializedSize()),
                this::ack);
    }

    private synchronized void ack(long acked) {
        if (state == State.OPEN) {
            ackDue = acked;
            pump();
            out.request(1);
        }
    }

    private void signals(SignalBatch batch) {
        requireOpen();
        Instant now = sessions.clock().instant();
        sessions.signals()
                .offer(
                        cluster,
                        batch.getIncarnation(),
                        AgentMessages.minutes(
                                batch,
                                now.minus(sessions.signalsKept()).getEpochSecond() / 60,
                                now.plus(CLOCK_AHEAD).getEpochSecond() / 60));
        out.request(1);
    }

    /// Git has something new.
    ///
    /// @param nudge made once for all agents
    synchronized void nudge(ConnectResponse nudge) {
        if (state == State.OPEN) {
            nudgeDue = Optional.of(nudge);
            pump();
        }
    }

    /// There is a new command for this cluster.
    synchronized void order() {
        if (state == State.OPEN) {
            areOrdersDue = true;
            pump();
        }
    }

    /// @return true if the agent answers questions
    synchronized boolean answers() {
        return isAnswering;
    }

    /// Sends a question, or that nobody wants to know any more, in the order they come.
    ///
    /// @return false if the stream has ended
    synchronized boolean ask(ConnectResponse question) {
        if (state != State.OPEN) {
            return false;
        }
        questionsDue.add(question);
        pump();
        return true;
    }

    /// Called by gRPC when there is room again, and by whatever makes something due.
    synchronized void pump() {
        if (state != State.OPEN) {
            return;
        }
        if (ackDue > 0 && out.isReady()) {
            send(ConnectResponse.newBuilder().setAck(Ack.newBuilder().setSequence(ackDue)));
            ackDue = 0;
        }
        if (isReplyDue && out.isReady()) {
            send(ConnectResponse.newBuilder()
                    .setHeartbeatReply(HeartbeatReply.newBuilder()
                            .setHubTime(Values.toProto(sessions.clock().instant()))));
            isReplyDue = false;
        }
        if (nudgeDue.isPresent() && out.isReady()) {
            out.onNext(nudgeDue.get());
            nudgeDue = Optional.empty();
        }
        if (areOrdersDue) {
            sendOrders();
        }
        while (!questionsDue.isEmpty() && out.isReady()) {
            out.onNext(questionsDue.remove());
        }
    }

    private void send(ConnectResponse.Builder message) {
        out.onNext(message.build());
    }

    /// Sends each unfinished command once a stream. One that was sent on an earlier stream goes again: its answer
    /// may never come otherwise, and an agent runs an id once.
    private void sendOrders() {
        Instant now = sessions.clock().instant();
        Set<String> pending = new HashSet<>();
        for (CommandState command : sessions.ledger().snapshot().commands().values()) {
            String id = command.command().id();
            Duration remaining = CommandExpiry.remaining(command, now);
            if (!command.command().cluster().equals(cluster)
                    || command.phase().compareTo(CommandPhase.SENT) > 0
                    || remaining.compareTo(LEAST_TIME) < 0) {
                continue;
            }
            if (!ordered.contains(id)) {
                if (!out.isReady()) {
                    return;
                }
                send(ConnectResponse.newBuilder().setCommand(order(command, remaining)));
                if (ordered.isEmpty()) {
                    ordered = new HashSet<>();
                }
                ordered.add(id);
                sessions.sent(command);
            }
            pending.add(id);
        }
        ordered = pending.isEmpty() ? Set.of() : pending;
        areOrdersDue = false;
    }

    private static CommandOrder order(CommandState command, Duration remaining) {
        var proto =
                Commands.toProto(command.command()).toBuilder().clearCluster().setTimeToLive(Values.toProto(remaining));
        if (proto.hasApplication()) {
            proto.getApplicationBuilder().clearCluster();
        }
        return CommandOrder.newBuilder().setCommand(proto).build();
    }

    /// A second went by.
    synchronized void tick() {
        if (state == State.CLOSED) {
            return;
        }
        quietSeconds++;
        if (state == State.NEW && quietSeconds > GREETING_SECONDS) {
            close(Status.INVALID_ARGUMENT.withDescription("no Hello within " + GREETING_SECONDS + " s"));
        } else if (state == State.OPEN && quietSeconds == SILENT_AFTER) {
            sessions.contact(this, Contact.SILENT);
        }
    }

    synchronized Contact contact() {
        return state == State.OPEN && quietSeconds >= SILENT_AFTER ? Contact.SILENT : Contact.CONNECTED;
    }

    /// Ends the stream from our side.
    void close(Status status) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            out.onError(status.asRuntimeException());
        }
        sessions.gone(this, status);
    }

    /// The agent ended the stream, in order.
    @Override
    public void onCompleted() {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            out.onCompleted();
        }
        sessions.gone(this, Status.OK);
    }

    /// The stream broke.
    @Override
    public void onError(Throwable failure) {
        cancelled();
    }

    void cancelled() {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
        }
        sessions.gone(this, Status.CANCELLED);
    }
}
