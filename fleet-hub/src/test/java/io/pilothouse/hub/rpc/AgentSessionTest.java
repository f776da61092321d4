package io.pilothouse.hub.rpc;

import static io.pilothouse.hub.Samples.command;
import static io.pilothouse.proto.v1.ConnectResponse.MessageCase.ACK;
import static io.pilothouse.proto.v1.ConnectResponse.MessageCase.COMMAND;
import static io.pilothouse.proto.v1.ConnectResponse.MessageCase.HEARTBEAT_REPLY;
import static io.pilothouse.proto.v1.ConnectResponse.MessageCase.NUDGE;
import static io.pilothouse.proto.v1.ConnectResponse.MessageCase.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.status.Contact;
import io.pilothouse.hub.Samples;
import io.pilothouse.hub.SettableClock;
import io.pilothouse.hub.ledger.Ledger;
import io.pilothouse.hub.ledger.LedgerLimits;
import io.pilothouse.hub.ledger.MemoryLedgerStore;
import io.pilothouse.hub.ledger.NoProbe;
import io.pilothouse.hub.ledger.SignalBook;
import io.pilothouse.proto.v1.ConnectRequest;
import io.pilothouse.proto.v1.Heartbeat;
import io.pilothouse.proto.v1.Hello;
import io.pilothouse.proto.v1.ReportBatch;
import io.pilothouse.wire.codec.Reports;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentSessionTest {
    private final SettableClock clock = new SettableClock();
    private final FakeStream stream = new FakeStream();
    private Ledger ledger;
    private SignalBook signals;
    private AgentSessions sessions;
    private AgentSession session;

    @BeforeEach
    void connect() {
        ledger = Ledger.open(new MemoryLedgerStore(), LedgerLimits.DEFAULT, clock, new NoProbe());
        signals = new SignalBook(new NoSignals(), Duration.ofDays(7), clock);
        sessions = new AgentSessions(ledger, signals, Duration.ofDays(7), clock);
        ledger.listen(sessions);
        session = new AgentSession("c", sessions, stream);
        sessions.opened(session);
        session.onNext(hello("c"));
        await().until(() -> stream.kinds().contains(WELCOME));
    }

    @AfterEach
    void close() {
        sessions.close();
        signals.close();
        ledger.close();
    }

    @Test
    void countsAsSilentAfterFortyFiveSecondsAndIsBackWithTheNextWord() {
        // Given
        ticks(44);
        assertThat(contact()).isEqualTo(Contact.CONNECTED);
        // When
        ticks(1);
        // Then
        await().until(() -> contact() == Contact.SILENT);
        session.onNext(heartbeat());
        await().until(() -> contact() == Contact.CONNECTED);
    }

    @Test
    void asksForTheNextMessageOnlyWhenTheReportsBeforeAreDurable() {
        // Given
        int before = stream.requested;
        // When
        session.onNext(reports(1));
        // Then
        await().until(() -> stream.kinds().contains(ACK));
        await().until(() -> stream.requested == before + 1);
    }

    @Test
    void keepsForASlowAgentThatSomethingIsDueAndNotAQueueOfIt() {
        // Given
        stream.isReady = false;
        session.onNext(heartbeat());
        session.onNext(heartbeat());
        sessions.nudge("refs/heads/old", "");
        sessions.nudge("refs/heads/new", "");
        assertThat(stream.kinds()).containsExactly(WELCOME);
        // When
        stream.isReady = true;
        session.pump();
        // Then
        assertThat(stream.kinds()).containsExactly(WELCOME, HEARTBEAT_REPLY, NUDGE);
        assertThat(stream.sent.getLast().getNudge().getRef()).isEqualTo("refs/heads/new");
    }

    @Test
    void sendsACommandOnceWithTheTimeThatIsLeft() {
        // Given
        stream.isReady = false;
        ledger.order(command("id-1", "c", Duration.ofSeconds(60))).join();
        clock.advance(Duration.ofSeconds(20));
        stream.isReady = true;
        // When
        session.pump();
        session.order();
        // Then
        assertThat(stream.kinds()).containsExactly(WELCOME, COMMAND);
        assertThat(stream.sent
                        .getLast()
                        .getCommand()
                        .getCommand()
                        .getTimeToLive()
                        .getSeconds())
                .isEqualTo(40);
        await().until(() -> phase("id-1") == CommandPhase.SENT);
    }

    @Test
    void expiresACommandWhoseAgentDoesNotCome() {
        // Given
        ledger.order(command("id-1", "elsewhere", Duration.ofSeconds(60))).join();
        clock.advance(Duration.ofSeconds(61));
        // When
        sessions.tick();
        // Then
        await().until(() -> phase("id-1") == CommandPhase.EXPIRED);
    }

    @Test
    void correctsContactThatWasRecordedWrongly() {
        // Given
        ledger.contact("c", Contact.DISCONNECTED).join();
        ledger.contact("nobody", Contact.CONNECTED).join();
        // When
        sessions.tick();
        // Then
        await().until(() -> contact() == Contact.CONNECTED);
        await().until(() -> ledger.snapshot().cluster("nobody").orElseThrow().contact() == Contact.DISCONNECTED);
    }

    @Test
    void endsTheOlderStreamOfTheSameCluster() {
        // Given
        FakeStream newer = new FakeStream();
        AgentSession second = new AgentSession("c", sessions, newer);
        // When
        second.onNext(hello("c"));
        // Then
        await().until(() -> newer.kinds().contains(WELCOME));
        assertThat(stream.end.orElseThrow().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(sessions.connected()).isEqualTo(1);
        assertThat(contact()).isEqualTo(Contact.CONNECTED);
    }

    @Test
    void refusesHelloTwice() {
        // Given
        ConnectRequest again = hello("c");
        // When
        session.onNext(again);
        // Then
        assertThat(stream.end.orElseThrow().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        await().until(() -> contact() == Contact.DISCONNECTED);
    }

    @Test
    void refusesAnotherClustersName() {
        // Given
        FakeStream other = new FakeStream();
        // When
        new AgentSession("mine", sessions, other).onNext(hello("yours"));
        // Then
        assertThat(other.end.orElseThrow().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(other.end.orElseThrow().getDescription()).contains("mine").contains("yours");
    }

    @Test
    void endsAStreamThatSaysNothingFirst() {
        // Given
        FakeStream mute = new FakeStream();
        sessions.opened(new AgentSession("mute", sessions, mute));
        // When
        ticks(11);
        // Then
        assertThat(mute.end.orElseThrow().getDescription()).contains("no Hello");
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            sessions.tick();
        }
    }

    private Contact contact() {
        return ledger.snapshot().cluster("c").orElseThrow().contact();
    }

    private CommandPhase phase(String id) {
        return ledger.snapshot().command(id).orElseThrow().phase();
    }

    private static ConnectRequest hello(String cluster) {
        return ConnectRequest.newBuilder()
                .setHello(Hello.newBuilder().setCluster(cluster).setEpoch("e1"))
                .build();
    }

    private static ConnectRequest heartbeat() {
        return ConnectRequest.newBuilder()
                .setHeartbeat(Heartbeat.getDefaultInstance())
                .build();
    }

    private static ConnectRequest reports(long sequence) {
        return ConnectRequest.newBuilder()
                .setReports(ReportBatch.newBuilder()
                        .addReports(Reports.toProto(Samples.numbered(sequence, Samples.cluster("c", "v1"))
                                .getFirst())))
                .build();
    }
}
