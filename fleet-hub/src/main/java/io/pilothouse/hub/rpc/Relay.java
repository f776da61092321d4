package io.pilothouse.hub.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.pilothouse.proto.v1.AnswerPart;
import io.pilothouse.proto.v1.ConnectResponse;
import io.pilothouse.proto.v1.ExplainResponse;
import io.pilothouse.proto.v1.Question;
import io.pilothouse.proto.v1.QuestionAsked;
import io.pilothouse.proto.v1.QuestionDropped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Clients' questions on their way to agents, and agents' answers on their way back. Reads neither; keeps nothing.
///
/// Bounded in every direction: so many questions at once to one agent and in all, so long, so large an answer. A
/// question whose agent goes away ends with its stream and is not asked again: the client knows best whether it still
/// wants to know.
final class Relay {
    /// How long an agent may take.
    static final Duration DEADLINE = Duration.ofSeconds(10);

    static final int MOST_TO_ONE = 4;
    static final int MOST = 64;

    private final Map<Long, OpenQuestion> open = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final LongSupplier nanos;

    /// @param nanos monotonic time, so that no jump of a clock ends a question or keeps it
    Relay(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// @return how many questions are open
    int open() {
        return open.size();
    }

    /// Asks. The client gets the parts, or why there are none.
    ///
    /// @param agent the agent's stream; empty if there is none
    /// @throws io.grpc.StatusRuntimeException if it cannot be asked
    void ask(
            String cluster,
            Optional<AgentSession> agent,
            Question question,
            ServerCallStreamObserver<ExplainResponse> client) {
        AgentSession session = agent.filter(AgentSession::isOpen)
                .orElseThrow(() -> Status.FAILED_PRECONDITION
                        .withDescription("the agent of cluster " + cluster
                                + " is not connected, and only it can tell; what it reported last is still shown")
                        .asRuntimeException());
        if (!session.answers()) {
            throw Status.FAILED_PRECONDITION
                    .withDescription(
                            "the agent of cluster " + cluster + " is from before agents answered questions: upgrade it")
                    .asRuntimeException();
        }
        OpenQuestion asked =
                new OpenQuestion(ids.incrementAndGet(), session, client, nanos.getAsLong() + DEADLINE.toNanos());
        admit(cluster, asked);
        client.setOnCancelHandler(() -> {
            asked.forget();
            drop(asked);
        });
        boolean isAsked = session.ask(ConnectResponse.newBuilder()
                .setQuestion(QuestionAsked.newBuilder()
                        .setQuestionId(asked.id())
                        .setQuestion(question)
                        .setDeadlineMillis((int) DEADLINE.toMillis()))
                .build());
        if (!isAsked) {
            open.remove(asked.id());
            asked.end(gone(cluster));
        }
    }

    private synchronized void admit(String cluster, OpenQuestion asked) {
        long toOne = open.values().stream()
                .filter(other -> other.agent().cluster().equals(cluster))
                .count();
        if (toOne >= MOST_TO_ONE || open.size() >= MOST) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription(
                            toOne >= MOST_TO_ONE
                                    ? "the agent of cluster " + cluster + " is answering " + MOST_TO_ONE
                                            + " questions already: try again in a moment"
                                    : "the hub has " + MOST + " questions open already: try again in a moment")
                    .asRuntimeException();
        }
        open.put(asked.id(), asked);
    }

    /// An agent said something. What answers no open question of its own is ignored: it crossed with its end.
    void answered(AgentSession session, AnswerPart answer) {
        OpenQuestion question = open.get(answer.getQuestionId());
        if (question == null || question.agent() != session) {
            return;
        }
        switch (answer.getMessageCase()) {
            case PART -> {
                if (question.part(answer.getPart())) {
                    drop(question);
                }
            }
            case END -> {
                open.remove(question.id());
                question.end(answer.getEnd());
            }
            case MESSAGE_NOT_SET -> {}
        }
    }

    /// Forgets a question, and tells its agent that it need not go on.
    private void drop(OpenQuestion question) {
        if (open.remove(question.id(), question)) {
            question.agent()
                    .ask(ConnectResponse.newBuilder()
                            .setDropped(QuestionDropped.newBuilder().setQuestionId(question.id()))
                            .build());
        }
    }

    /// A second went by.
    void tick() {
        long now = nanos.getAsLong();
        for (OpenQuestion question : List.copyOf(open.values())) {
            if (question.isLate(now)) {
                question.end(Status.DEADLINE_EXCEEDED.withDescription("the agent of cluster "
                        + question.agent().cluster() + " did not answer within " + DEADLINE.toSeconds()
                        + " s; it may be busy, or its API server slow"));
                drop(question);
            }
        }
    }

    /// An agent's stream ended.
    void gone(AgentSession session) {
        for (OpenQuestion question : List.copyOf(open.values())) {
            if (question.agent() == session && open.remove(question.id(), question)) {
                question.end(gone(session.cluster()));
            }
        }
    }

    private static Status gone(String cluster) {
        return Status.UNAVAILABLE.withDescription(
                "the agent of cluster " + cluster + " went away before it had answered: ask again");
    }

    /// Ends all.
    void close() {
        for (OpenQuestion question : List.copyOf(open.values())) {
            if (open.remove(question.id(), question)) {
                question.end(Status.UNAVAILABLE.withDescription("the hub is stopping: ask again"));
            }
        }
    }
}
