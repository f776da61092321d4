package io.pilothouse.agent.uplink;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.proto.v1.Ack;
import io.pilothouse.proto.v1.AgentServiceGrpc;
import io.pilothouse.proto.v1.AnswerPart;
import io.pilothouse.proto.v1.Command;
import io.pilothouse.proto.v1.CommandOrder;
import io.pilothouse.proto.v1.ConnectRequest;
import io.pilothouse.proto.v1.ConnectResponse;
import io.pilothouse.proto.v1.HeartbeatReply;
import io.pilothouse.proto.v1.Hello;
import io.pilothouse.proto.v1.Nudge;
import io.pilothouse.proto.v1.Question;
import io.pilothouse.proto.v1.QuestionAsked;
import io.pilothouse.proto.v1.QuestionDropped;
import io.pilothouse.proto.v1.Report;
import io.pilothouse.proto.v1.Welcome;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.channel.HubServer;
import io.pilothouse.wire.codec.Reports;
import io.pilothouse.wire.codec.Signals;
import io.pilothouse.wire.codec.Values;
import io.pilothouse.wire.tls.CertificateAuthority;
import io.pilothouse.wire.tls.PeerName;
import io.pilothouse.wire.tls.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A hub on a real TLS port that a test can stop, start and make forget. It keeps what the contract makes a hub
/// keep: the reports of each epoch in order, without gaps.
public final class ScriptedHub extends AgentServiceGrpc.AgentServiceImplBase implements AutoCloseable {
    private static final Context.Key<PeerName> PEER = Context.key("peer");

    private final CertificateAuthority authority;
    private final Map<String, List<AgentReport>> ledger = new HashMap<>();
    private final Map<String, Long> base = new HashMap<>();
    private final List<Hello> hellos = new ArrayList<>();
    private final List<SignalMinute> minutes = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private final List<String> breaches = new ArrayList<>();
    private String ledgerId = "ledger-1";
    private int port;
    private final List<AnswerPart> answers = new ArrayList<>();
    private int heartbeats;
    private int unacknowledgedBatches;
    private boolean isAcknowledging = true;
    private int heartbeatMillis = 1_000;
    private Server server;
    private StreamObserver<ConnectResponse> stream;

    public ScriptedHub(Path folder) throws Exception {
        authority = CertificateAuthority.openOrCreate(folder, InstantSource.system());
    }

    public void issue(String cluster, Path folder) throws IOException {
        issue(cluster, folder, Duration.ofDays(1));
    }

    public void issue(String cluster, Path folder, Duration validity) throws IOException {
        authority
                .issue(PeerName.cluster(authority.trustDomain(), cluster), validity, List.of())
                .save(folder);
    }

    public void start() throws IOException {
        var identity = authority.issue(
                PeerName.hub(authority.trustDomain()), Duration.ofDays(1), List.of("127.0.0.1", "localhost"));
        server = HubServer.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), identity)
                .addService(this)
                .intercept(new Identify())
                .build()
                .start();
        port = server.getPort();
    }

    public void stop() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public HubAddress address() {
        return new HubAddress("127.0.0.1", port);
    }

    @Override
    public StreamObserver<ConnectRequest> connect(StreamObserver<ConnectResponse> responses) {
        PeerName peer = PEER.get();
        return new StreamObserver<>() {
            private String epoch = "";

            @Override
            public void onNext(ConnectRequest request) {
                synchronized (ScriptedHub.this) {
                    switch (request.getMessageCase()) {
                        case HELLO -> epoch = greet(request.getHello(), peer, responses);
                        case REPORTS -> take(epoch, request.getReports().getReportsList(), responses);
                        case SIGNALS -> {
                            check(request.getSignals().getMinutesCount() <= 60, "more than 60 minutes");
                            request.getSignals().getMinutesList().forEach(m -> minutes.add(Signals.fromProto(m)));
                        }
                        case HEARTBEAT -> {
                            heartbeats++;
                            responses.onNext(ConnectResponse.newBuilder()
                                    .setHeartbeatReply(HeartbeatReply.newBuilder()
                                            .setHubTime(
                                                    Values.toProto(Instant.now().plusSeconds(100))))
                                    .build());
                        }
                        case ANSWER -> answers.add(request.getAnswer());
                        case MESSAGE_NOT_SET -> check(false, "empty message");
                    }
                }
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
                responses.onCompleted();
            }
        };
    }

    private String greet(Hello hello, PeerName peer, StreamObserver<ConnectResponse> responses) {
        check(peer != null && peer.name().equals(hello.getCluster()), "the certificate names another cluster");
        hellos.add(hello);
        stream = responses;
        unacknowledgedBatches = 0;
        long acked = acked(hello.getEpoch());
        boolean resync = hello.getFirstSequence() > acked + 1
                || (hello.getFirstSequence() == 0 && !ledger.containsKey(hello.getEpoch()));
        if (resync) {
            base.put(hello.getEpoch(), Math.max(0, hello.getFirstSequence() - 1));
            ledger.put(hello.getEpoch(), new ArrayList<>());
        }
        ledger.computeIfAbsent(hello.getEpoch(), e -> new ArrayList<>());
        responses.onNext(ConnectResponse.newBuilder()
                .setWelcome(Welcome.newBuilder()
                        .setAckedSequence(acked)
                        .setResync(resync)
                        .setHeartbeatMillis(heartbeatMillis)
                        .setHubTime(Values.toProto(Instant.now()))
                        .setLedgerId(ledgerId))
                .build());
        return hello.getEpoch();
    }

    private long acked(String epoch) {
        return base.getOrDefault(epoch, 0L)
                + ledger.getOrDefault(epoch, List.of()).size();
    }

    private void take(String epoch, List<Report> reports, StreamObserver<ConnectResponse> responses) {
        check(reports.size() <= 500, "more than 500 reports");
        check(reports.stream().mapToInt(Report::getSerializedSize).sum() <= 1 << 20, "more than 1 MiB");
        check(unacknowledgedBatches++ == 0, "a second batch before the first was acknowledged");
        batches.add(reports.size());
        for (Report report : reports) {
            if (report.getSequence() == acked(epoch) + 1) {
                ledger.get(epoch).add(Reports.fromProto(report, "prod-eu-1").report());
            } else {
                check(report.getSequence() <= acked(epoch), "a gap before " + report.getSequence());
            }
        }
        if (isAcknowledging) {
            unacknowledgedBatches = 0;
            responses.onNext(ConnectResponse.newBuilder()
                    .setAck(Ack.newBuilder().setSequence(acked(epoch)))
                    .build());
        }
    }

    private void check(boolean holds, String breach) {
        if (!holds) {
            breaches.add(breach);
        }
    }

    synchronized void acknowledge(boolean acknowledge) {
        isAcknowledging = acknowledge;
    }

    /// Restored from an empty backup.
    synchronized void forgetEverything() {
        ledger.clear();
        base.clear();
        ledgerId += "'";
    }

    /// Claims to have reports that no agent sent.
    synchronized void claim(String epoch, long acked) {
        base.put(epoch, acked);
        ledger.put(epoch, new ArrayList<>());
    }

    synchronized void dropStream() {
        stream.onError(Status.UNAVAILABLE.withDescription("going away").asRuntimeException());
    }

    synchronized void order(Command command) {
        stream.onNext(ConnectResponse.newBuilder()
                .setCommand(CommandOrder.newBuilder().setCommand(command))
                .build());
    }

    synchronized void ask(long id, Question question) {
        stream.onNext(ConnectResponse.newBuilder()
                .setQuestion(QuestionAsked.newBuilder()
                        .setQuestionId(id)
                        .setQuestion(question)
                        .setDeadlineMillis(10_000))
                .build());
    }

    synchronized void dropQuestion(long id) {
        stream.onNext(ConnectResponse.newBuilder()
                .setDropped(QuestionDropped.newBuilder().setQuestionId(id))
                .build());
    }

    /// @return all parts of an answer so far
    synchronized List<AnswerPart> answers(long id) {
        return answers.stream().filter(part -> part.getQuestionId() == id).toList();
    }

    synchronized void nudge() {
        stream.onNext(ConnectResponse.newBuilder()
                .setNudge(Nudge.newBuilder().setRef("refs/heads/main"))
                .build());
    }

    /// @return all reports of all epochs, in order of arrival
    synchronized List<AgentReport> reports() {
        return hellos.stream()
                .map(Hello::getEpoch)
                .distinct()
                .flatMap(epoch -> ledger.getOrDefault(epoch, List.of()).stream())
                .toList();
    }

    synchronized List<Hello> hellos() {
        return List.copyOf(hellos);
    }

    synchronized List<SignalMinute> minutes() {
        return List.copyOf(minutes);
    }

    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    synchronized int heartbeats() {
        return heartbeats;
    }

    /// @return how the agent broke the contract
    synchronized List<String> breaches() {
        return List.copyOf(breaches);
    }

    @Override
    public void close() {
        stop();
    }

    private static final class Identify implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            Context context = Context.current()
                    .withValue(PEER, Peers.of(call.getAttributes()).orElse(null));
            return Contexts.interceptCall(context, call, headers, next);
        }
    }
}
