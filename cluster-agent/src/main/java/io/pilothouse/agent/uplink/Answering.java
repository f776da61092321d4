package io.pilothouse.agent.uplink;

import io.pilothouse.agent.port.Explainer.Reply;
import io.pilothouse.agent.port.Explainer.Why;
import io.pilothouse.core.explain.Question;
import io.pilothouse.proto.v1.AnswerEnd;
import io.pilothouse.proto.v1.AnswerFailure;
import io.pilothouse.proto.v1.AnswerPart;
import io.pilothouse.proto.v1.ConnectRequest;
import io.pilothouse.proto.v1.Explanation;
import io.pilothouse.proto.v1.QuestionAsked;
import io.pilothouse.wire.codec.Answers;
import io.pilothouse.wire.codec.MalformedMessageException;
import io.pilothouse.wire.codec.Questions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hub's questions on one stream. Each is answered on a thread of its own; the parts wait here until the stream has
/// room, behind reports, because a report is a fact and an answer is a favour. Nothing of it outlives the stream.
///
/// Confined to the uplink's thread, but for the answering itself.
final class Answering {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
    /// More at once are refused; the hub asks no more than these.
    static final int MOST = 4;

    /// An answer that is larger is not sent; the hub would not take it.
    static final int MAX_BYTES = 4 << 20;

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final String cluster;
    private final Orders orders;
    private final Executor owner;
    private final Map<Long, Thread> open = new HashMap<>();
    private final Queue<AnswerPart> due = new ArrayDeque<>();

    /// @param owner runs on the uplink's thread
    Answering(String cluster, Orders orders, Executor owner) {
        this.cluster = cluster;
        this.orders = orders;
        this.owner = owner;
    }

    void take(QuestionAsked asked) {
        long id = asked.getQuestionId();
        if (open.containsKey(id)) {
            return;
        }
        if (open.size() >= MOST) {
            end(id, Why.TOO_MUCH, "the agent is answering " + MOST + " questions already; try again in a moment");
            return;
        }
        try {
            Question question = Questions.fromProto(asked.getQuestion(), cluster);
            Duration within = Duration.ofMillis(Math.clamp(asked.getDeadlineMillis(), 1, LONGEST.toMillis()));
            open.put(id, Thread.ofVirtual().name("answer-" + id).start(() -> answer(id, question, within)));
        } catch (MalformedMessageException e) {
            end(id, Why.INVALID, "this agent does not understand the question: " + e.getMessage());
        }
    }

    private void answer(long id, Question question, Duration within) {
        Reply reply;
        try {
            reply = orders.explain(question, within);
        } catch (InterruptedException e) {
            return; // nobody wants to know any more, and whoever interrupted has forgotten it
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A question failed by a defect of the agent");
            reply = new Reply.Refused(Why.UNAVAILABLE, "the agent failed on it; its log says why");
        }
        Reply known = reply;
        owner.execute(() -> finish(id, known));
    }

    private void finish(long id, Reply reply) {
        if (open.remove(id) == null) {
            return;
        }
        switch (reply) {
            case Reply.Refused refused -> end(id, refused.why(), refused.message());
            case Reply.Told told -> {
                var parts = Answers.toParts(told.answer());
                if (parts.stream().mapToInt(Explanation::getSerializedSize).sum() > MAX_BYTES) {
                    end(id, Why.TOO_MUCH, "the answer is larger than 4 MiB; ask for one object instead");
                    return;
                }
                parts.forEach(part -> due.add(
                        AnswerPart.newBuilder().setQuestionId(id).setPart(part).build()));
                due.add(AnswerPart.newBuilder()
                        .setQuestionId(id)
                        .setEnd(AnswerEnd.getDefaultInstance())
                        .build());
            }
        }
    }

    private void end(long id, Why why, String message) {
        AnswerFailure failure = switch (why) {
            case NOT_FOUND -> AnswerFailure.ANSWER_FAILURE_NOT_FOUND;
            case UNAVAILABLE -> AnswerFailure.ANSWER_FAILURE_UNAVAILABLE;
            case INVALID -> AnswerFailure.ANSWER_FAILURE_INVALID;
            case TOO_MUCH -> AnswerFailure.ANSWER_FAILURE_TOO_MUCH;
        };
        due.add(AnswerPart.newBuilder()
                .setQuestionId(id)
                .setEnd(AnswerEnd.newBuilder().setFailure(failure).setMessage(message))
                .build());
    }

    /// Nobody wants to know it any more.
    void drop(long id) {
        Optional.ofNullable(open.remove(id)).ifPresent(Thread::interrupt);
        for (Iterator<AnswerPart> parts = due.iterator(); parts.hasNext(); ) {
            if (parts.next().getQuestionId() == id) {
                parts.remove();
            }
        }
    }

    /// @return the next message to send; empty if there is none yet
    Optional<ConnectRequest> next() {
        return Optional.ofNullable(due.poll())
                .map(part -> ConnectRequest.newBuilder().setAnswer(part).build());
    }

    /// The stream has ended.
    void clear() {
        open.values().forEach(Thread::interrupt);
        open.clear();
        due.clear();
    }
}
