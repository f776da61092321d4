package io.pilothouse.hub;

import static io.pilothouse.hub.Samples.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.explain.Question;
import io.pilothouse.proto.v1.AnswerEnd;
import io.pilothouse.proto.v1.AnswerFailure;
import io.pilothouse.proto.v1.AnswerPart;
import io.pilothouse.proto.v1.ConnectRequest;
import io.pilothouse.proto.v1.ConnectResponse;
import io.pilothouse.proto.v1.ExplainRequest;
import io.pilothouse.proto.v1.ExplainResponse;
import io.pilothouse.proto.v1.Explanation;
import io.pilothouse.proto.v1.LiveText;
import io.pilothouse.proto.v1.PlanSummary;
import io.pilothouse.proto.v1.QuestionAsked;
import io.pilothouse.wire.codec.Questions;
import io.pilothouse.wire.codec.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExplainIT extends ConnectedHub {
    private static final ExplainRequest PLAN = ExplainRequest.newBuilder()
            .setQuestion(Questions.toProto(new Question.Plan(app(C, "web"), Revision.NONE)))
            .build();

    @Test
    void handsAQuestionToTheAgentAndItsAnswerBackPartByPart() {
        // Given
        Client client = ask(PLAN);
        QuestionAsked asked = asked();
        // When
        agent.send(part(asked, plan("h")));
        agent.send(part(asked, text("a")));
        agent.send(end(asked, AnswerFailure.ANSWER_FAILURE_UNSPECIFIED, ""));
        // Then
        assertThat(client.end().isOk()).isTrue();
        assertThat(client.parts).containsExactly(plan("h"), text("a"));
        assertThat(asked.getQuestion().getApplication()).isEqualTo(Values.toProto(app(C, "web")));
        assertThat(asked.getDeadlineMillis()).isEqualTo(10_000);
        assertThat(hub.snapshot().commands()).isEmpty();
    }

    @Test
    void passesOnWhyTheAgentCannotTell() {
        // Given
        Client client = ask(PLAN);
        // When
        agent.send(end(asked(), AnswerFailure.ANSWER_FAILURE_NOT_FOUND, "there is no commit 1234"));
        // Then
        assertThat(client.end().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(client.end().getDescription()).isEqualTo("there is no commit 1234");
    }

    @Test
    void saysThatTheAgentIsAway() {
        // Given
        agent.close();
        await().until(() ->
                hub.snapshot().cluster(C).orElseThrow().contact() == io.pilothouse.core.status.Contact.DISCONNECTED);
        // When
        Status status = ask(PLAN).end();
        // Then
        assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(status.getDescription()).contains("the agent of cluster prod-eu-1 is not connected");
    }

    @Test
    void endsTheQuestionOfAnAgentThatGoesAwayMeanwhile() {
        // Given
        Client client = ask(PLAN);
        agent.send(part(asked(), plan("h")));
        // When
        agent.close();
        // Then
        assertThat(client.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(client.end().getDescription()).contains("went away before it had answered");
    }

    @Test
    void tellsTheAgentThatAClientWhoCancelledNoLongerWantsToKnow() {
        // Given
        Context.CancellableContext call = Context.current().withCancellation();
        call.run(() -> ask(PLAN));
        QuestionAsked asked = asked();
        // When
        call.cancel(null);
        // Then
        var dropped = agent.next(ConnectResponse.MessageCase.DROPPED).getDropped();
        assertThat(dropped.getQuestionId()).isEqualTo(asked.getQuestionId());
        agent.send(part(asked, plan("late")));
        assertThat(answeredAfterwards()).isTrue();
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        // Given
        Client client = ask(PLAN);
        QuestionAsked asked = asked();
        // When
        for (int i = 0; i < 33; i++) {
            agent.send(part(asked, text("x".repeat(128 << 10))));
        }
        // Then
        assertThat(client.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(client.end().getDescription()).contains("more than 4 MiB");
        assertThat(agent.next(ConnectResponse.MessageCase.DROPPED).getDropped().getQuestionId())
                .isEqualTo(asked.getQuestionId());
        assertThat(answeredAfterwards()).isTrue();
    }

    @Test
    void refusesAPartThatIsTooLarge() {
        Client client = ask(PLAN);
        agent.send(part(asked(), text("x".repeat(257 << 10))));
        assertThat(client.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void asksOneAgentFourQuestionsAtOnceAndNoMore() {
        // Given
        List<Client> clients = new ArrayList<>();
        List<QuestionAsked> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(ask(PLAN));
            asked.add(asked());
        }
        // When
        Status fifth = ask(PLAN).end();
        // Then
        assertThat(fifth.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(fifth.getDescription()).contains("is answering 4 questions already");
        agent.send(end(asked.getFirst(), AnswerFailure.ANSWER_FAILURE_UNSPECIFIED, ""));
        assertThat(clients.getFirst().end().isOk()).isTrue();
        assertThat(answeredAfterwards()).isTrue();
    }

    @Test
    void doesNotAskAnAgentFromBeforeThereWereQuestions() {
        // Given
        Path data = folder.resolve("data");
        agent.close();
        agent = new TestAgent(hub.address(), Issuing.agent(data, C, folder.resolve("again")), C);
        agent.hello("another-epoch", 1, 0, false);
        // When
        Status status = ask(PLAN).end();
        // Then
        assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(status.getDescription()).contains("upgrade it");
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        // When
        Status unknown = ask(ExplainRequest.newBuilder()
                        .setQuestion(Questions.toProto(new Question.Plan(app(C, "wbe"), Revision.NONE)))
                        .build())
                .end();
        Status nothing = ask(ExplainRequest.newBuilder()
                        .setQuestion(PLAN.getQuestion().toBuilder().clearPlan())
                        .build())
                .end();
        // Then
        assertThat(unknown.getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(unknown.getDescription()).contains("did you mean app/shop/web?");
        assertThat(nothing.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    /// The agent's stream still works, and so does the relay.
    private boolean answeredAfterwards() {
        Client client = ask(PLAN);
        agent.send(end(asked(), AnswerFailure.ANSWER_FAILURE_UNSPECIFIED, ""));
        return client.end().isOk();
    }

    private QuestionAsked asked() {
        return agent.next(ConnectResponse.MessageCase.QUESTION).getQuestion();
    }

    private Client ask(ExplainRequest request) {
        Client client = new Client();
        streaming.explain(request, client);
        return client;
    }

    private static Explanation plan(String hash) {
        return Explanation.newBuilder()
                .setPlan(PlanSummary.newBuilder().setHash(hash))
                .build();
    }

    private static Explanation text(String text) {
        return Explanation.newBuilder()
                .setLive(LiveText.newBuilder().setText(text))
                .build();
    }

    private static ConnectRequest part(QuestionAsked asked, Explanation part) {
        return ConnectRequest.newBuilder()
                .setAnswer(AnswerPart.newBuilder()
                        .setQuestionId(asked.getQuestionId())
                        .setPart(part))
                .build();
    }

    private static ConnectRequest end(QuestionAsked asked, AnswerFailure failure, String message) {
        return ConnectRequest.newBuilder()
                .setAnswer(AnswerPart.newBuilder()
                        .setQuestionId(asked.getQuestionId())
                        .setEnd(AnswerEnd.newBuilder().setFailure(failure).setMessage(message)))
                .build();
    }

    /// A client of the hub, and what it got.
    private static final class Client implements StreamObserver<ExplainResponse> {
        final List<Explanation> parts = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Status> end = new CompletableFuture<>();

        @Override
        public void onNext(ExplainResponse response) {
            parts.add(response.getPart());
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK);
        }

        Status end() {
            return end.orTimeout(20, TimeUnit.SECONDS).join();
        }
    }
}
