package io.pilothouse.hub.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.pilothouse.hub.SettableClock;
import io.pilothouse.hub.ledger.Ledger;
import io.pilothouse.hub.ledger.LedgerLimits;
import io.pilothouse.hub.ledger.MemoryLedgerStore;
import io.pilothouse.hub.ledger.NoProbe;
import io.pilothouse.hub.ledger.SignalBook;
import io.pilothouse.proto.v1.AnswerEnd;
import io.pilothouse.proto.v1.AnswerPart;
import io.pilothouse.proto.v1.ConnectRequest;
import io.pilothouse.proto.v1.ConnectResponse;
import io.pilothouse.proto.v1.ExplainResponse;
import io.pilothouse.proto.v1.Explanation;
import io.pilothouse.proto.v1.Hello;
import io.pilothouse.proto.v1.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Relay relay = new Relay(nanos::get);
    private final FakeStream stream = new FakeStream();
    private final FakeClient client = new FakeClient();
    private final SettableClock clock = new SettableClock();
    private Ledger ledger;
    private SignalBook signals;
    private AgentSession session;

    @BeforeEach
    void connect() {
        ledger = Ledger.open(new MemoryLedgerStore(), LedgerLimits.DEFAULT, clock, new NoProbe());
        signals = new SignalBook(new NoSignals(), Duration.ofDays(7), clock);
        AgentSessions sessions = new AgentSessions(ledger, signals, Duration.ofDays(7), clock);
        session = new AgentSession("c", sessions, stream);
        sessions.opened(session);
        session.onNext(ConnectRequest.newBuilder()
                .setHello(Hello.newBuilder().setCluster("c").setEpoch("e").setAnswers(true))
                .build());
        await().until(session::isOpen);
    }

    @AfterEach
    void close() {
        signals.close();
        ledger.close();
    }

    @Test
    void givesUpAfterTenSecondsAndTellsBothSides() {
        // Given
        ask();
        advance(Duration.ofMillis(9_900));
        assertThat(client.end).isEmpty();
        // When
        advance(Duration.ofMillis(200));
        // Then
        assertThat(client.end.orElseThrow().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(client.end.orElseThrow().getDescription()).contains("did not answer within 10 s");
        assertThat(stream.kinds()).endsWith(ConnectResponse.MessageCase.DROPPED);
        assertThat(relay.open()).isZero();
    }

    @Test
    void ignoresWhatAnswersNoOpenQuestion() {
        // Given
        ask();
        advance(Duration.ofSeconds(11));
        // When
        relay.answered(
                session,
                AnswerPart.newBuilder()
                        .setQuestionId(1)
                        .setPart(Explanation.getDefaultInstance())
                        .build());
        relay.answered(
                session,
                AnswerPart.newBuilder()
                        .setQuestionId(99)
                        .setEnd(AnswerEnd.getDefaultInstance())
                        .build());
        // Then
        assertThat(client.parts).isEmpty();
    }

    @Test
    void anAgentAnswersOnlyWhatItWasAsked() {
        // Given
        ask();
        AgentSession other =
                new AgentSession("d", new AgentSessions(ledger, signals, Duration.ofDays(7), clock), new FakeStream());
        // When
        relay.answered(
                other,
                AnswerPart.newBuilder()
                        .setQuestionId(1)
                        .setEnd(AnswerEnd.getDefaultInstance())
                        .build());
        // Then
        assertThat(client.end).isEmpty();
        assertThat(relay.open()).isOne();
    }

    @Test
    void waitsForASlowAgentsStreamAndCountsThatTime() {
        // Given
        stream.isReady = false;
        ask();
        assertThat(stream.kinds()).doesNotContain(ConnectResponse.MessageCase.QUESTION);
        // When
        stream.isReady = true;
        session.pump();
        // Then
        assertThat(stream.kinds()).contains(ConnectResponse.MessageCase.QUESTION);
        advance(Duration.ofSeconds(11));
        assertThat(client.end).isPresent();
    }

    @Test
    void endsEverythingWhenTheHubStops() {
        ask();
        relay.close();
        assertThat(client.end.orElseThrow().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(client.end.orElseThrow().getDescription()).contains("stopping");
    }

    @Test
    void asksNobodyWhenTheStreamHasEnded() {
        session.close(Status.ABORTED);
        assertThatThrownBy(this::ask).hasMessageContaining("is not connected");
        assertThat(relay.open()).isZero();
    }

    private void ask() {
        relay.ask("c", Optional.of(session), Question.getDefaultInstance(), client);
    }

    private void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
        relay.tick();
    }

    /// A client's stream.
    private static final class FakeClient extends ServerCallStreamObserver<ExplainResponse> {
        final List<ExplainResponse> parts = new ArrayList<>();
        Optional<Status> end = Optional.empty();

        @Override
        public void onNext(ExplainResponse part) {
            parts.add(part);
        }

        @Override
        public void onError(Throwable failure) {
            end = Optional.of(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            end = Optional.of(Status.OK);
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void setOnCancelHandler(Runnable handler) {}

        @Override
        public void setCompression(String compression) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean isOn) {}

        @Override
        public void disableAutoInboundFlowControl() {}
    }
}
