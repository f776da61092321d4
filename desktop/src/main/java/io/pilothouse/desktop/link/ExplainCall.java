package io.pilothouse.desktop.link;

import io.grpc.stub.StreamObserver;
import io.pilothouse.core.explain.Answer;
import io.pilothouse.core.explain.Question;
import io.pilothouse.desktop.state.Hub;
import io.pilothouse.proto.v1.ExplainRequest;
import io.pilothouse.proto.v1.ExplainResponse;
import io.pilothouse.proto.v1.Explanation;
import io.pilothouse.proto.v1.FleetServiceGrpc;
import io.pilothouse.wire.codec.Answers;
import io.pilothouse.wire.codec.MalformedMessageException;
import io.pilothouse.wire.codec.Questions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One question to an agent, and the parts of its answer until the last has come. The hub bounds their size.
final class ExplainCall implements StreamObserver<ExplainResponse> {
    private final HubLink link;
    private final Question question;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final List<Explanation> parts = new ArrayList<>();

    private ExplainCall(HubLink link, Question question) {
        this.link = link;
        this.question = question;
    }

    /// @param stub with a deadline
    static CompletableFuture<Answer> ask(HubLink link, FleetServiceGrpc.FleetServiceStub stub, Question question) {
        ExplainCall call = new ExplainCall(link, question);
        stub.explain(
                ExplainRequest.newBuilder()
                        .setQuestion(Questions.toProto(question))
                        .build(),
                call);
        return call.answer;
    }

    @Override
    public void onNext(ExplainResponse response) {
        parts.add(response.getPart());
    }

    @Override
    public void onError(Throwable failure) {
        answer.completeExceptionally(new Hub.RefusedException(link.sentence(failure)));
    }

    @Override
    public void onCompleted() {
        try {
            answer.complete(Answers.fromParts(question.application(), parts));
        } catch (MalformedMessageException e) {
            answer.completeExceptionally(new Hub.RefusedException(Unreadable.sentence(e, link.address())));
        }
    }
}
