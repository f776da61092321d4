package io.pilothouse.hub.rpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.pilothouse.proto.v1.AnswerEnd;
import io.pilothouse.proto.v1.ExplainResponse;
import io.pilothouse.proto.v1.Explanation;

/// A client's question that its agent is answering.
///
/// ```
/// OPEN --end, failure, deadline, agent gone, client gone--> ENDED
/// ```
/// Guarded by its own monitor: the agent's stream, the ticker and the client's cancellation meet here, and whoever
/// comes first ends it. What a slow client does not read waits in its stream; the most that can be is the largest
/// answer.
final class OpenQuestion {
    /// The largest part.
    static final int MAX_PART_BYTES = 256 << 10;

    /// The largest answer.
    static final int MAX_BYTES = 4 << 20;

    private final long id;
    private final AgentSession agent;
    private final ServerCallStreamObserver<ExplainResponse> client;
    private final long deadline;
    private int bytes;
    private boolean isEnded;

    /// @param deadline in the nanoseconds of the relay's time
    OpenQuestion(long id, AgentSession agent, ServerCallStreamObserver<ExplainResponse> client, long deadline) {
        this.id = id;
        this.agent = agent;
        this.client = client;
        this.deadline = deadline;
    }

    long id() {
        return id;
    }

    AgentSession agent() {
        return agent;
    }

    boolean isLate(long now) {
        return now - deadline >= 0;
    }

    /// Hands a part on.
    ///
    /// @return true if that ended it, because the answer is too large
    synchronized boolean part(Explanation part) {
        if (isEnded) {
            return false;
        }
        bytes += part.getSerializedSize();
        if (part.getSerializedSize() > MAX_PART_BYTES || bytes > MAX_BYTES) {
            end(Status.RESOURCE_EXHAUSTED.withDescription(
                    "the answer of cluster " + agent.cluster() + " is too large to show: more than 4 MiB"));
            return true;
        }
        try {
            client.onNext(ExplainResponse.newBuilder().setPart(part).build());
        } catch (StatusRuntimeException e) {
            isEnded = true; // the client went away a moment ago
        }
        return false;
    }

    /// The agent has said all it can.
    void end(AnswerEnd end) {
        String said = end.getMessage();
        end(
                switch (end.getFailure()) {
                    case ANSWER_FAILURE_UNSPECIFIED -> Status.OK;
                    case ANSWER_FAILURE_NOT_FOUND -> Status.NOT_FOUND.withDescription(said);
                    case ANSWER_FAILURE_INVALID -> Status.INVALID_ARGUMENT.withDescription(said);
                    case ANSWER_FAILURE_TOO_MUCH -> Status.RESOURCE_EXHAUSTED.withDescription(said);
                    case ANSWER_FAILURE_UNAVAILABLE, UNRECOGNIZED -> Status.UNAVAILABLE.withDescription(said);
                });
    }

    synchronized void end(Status status) {
        if (isEnded) {
            return;
        }
        isEnded = true;
        try {
            if (status.isOk()) {
                client.onCompleted();
            } else {
                client.onError(status.asRuntimeException());
            }
        } catch (StatusRuntimeException e) {
            // The client went away a moment ago: nobody is left to tell.
        }
    }

    /// The client went away.
    synchronized void forget() {
        isEnded = true;
    }
}
