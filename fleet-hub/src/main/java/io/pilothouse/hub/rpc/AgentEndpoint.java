package io.pilothouse.hub.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.pilothouse.proto.v1.AgentServiceGrpc;
import io.pilothouse.proto.v1.ConnectRequest;
import io.pilothouse.proto.v1.ConnectResponse;

/// `AgentService`: opens a session for each stream.
final class AgentEndpoint extends AgentServiceGrpc.AgentServiceImplBase {
    private final AgentSessions sessions;

    AgentEndpoint(AgentSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public StreamObserver<ConnectRequest> connect(StreamObserver<ConnectResponse> responses) {
        if (!(responses instanceof ServerCallStreamObserver<ConnectResponse> out)) {
            throw Status.INTERNAL.asRuntimeException();
        }
        AgentSession session = new AgentSession(Callers.current().name(), sessions, out);
        out.disableAutoRequest();
        out.setOnReadyHandler(session::pump);
        out.setOnCancelHandler(session::cancelled);
        sessions.opened(session);
        out.request(1);
        return session;
    }
}
