package io.pilothouse.desktop.link;

import io.grpc.stub.StreamObserver;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.explain.ObjectReport;
import io.pilothouse.core.explain.PlanReport;
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

/// One question for a plan, and the parts of its answer until the last has come. The hub bounds their size.
final class PlanCall implements StreamObserver<ExplainResponse> {
    private final HubLink link;
    private final ApplicationKey application;
    private final CompletableFuture<PlanReport> answer = new CompletableFuture<>();
    private final List<Explanation> parts = new ArrayList<>();

    private PlanCall(HubLink link, ApplicationKey application) {
        this.link = link;
        this.application = application;
    }

    /// @param stub with a deadline
    static CompletableFuture<PlanReport> ask(
            HubLink link, FleetServiceGrpc.FleetServiceStub stub, ApplicationKey application) {
        PlanCall call = new PlanCall(link, application);
        stub.explain(
                ExplainRequest.newBuilder()
                        .setQuestion(Questions.toProto(new Question.Plan(application, Revision.NONE)))
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
            switch (Answers.fromParts(application, parts)) {
                case PlanReport plan -> answer.complete(plan);
                case ObjectReport _ ->
                    throw new MalformedMessageException("it answers with an object what was asked about a plan");
            }
        } catch (MalformedMessageException e) {
            answer.completeExceptionally(new Hub.RefusedException(Unreadable.sentence(e, link.address())));
        }
    }
}
