package io.pilothouse.hub.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.pilothouse.proto.v1.ConnectResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The hub's end of a stream, ready or not as the test says.
final class FakeStream extends ServerCallStreamObserver<ConnectResponse> {
    final List<ConnectResponse> sent = new ArrayList<>();
    boolean isReady = true;
    int requested;
    Optional<Status> end = Optional.empty();

    @Override
    public synchronized void onNext(ConnectResponse response) {
        sent.add(response);
    }

    @Override
    public void onError(Throwable failure) {
        end = Optional.of(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        end = Optional.of(Status.OK);
    }

    synchronized List<ConnectResponse.MessageCase> kinds() {
        return sent.stream().map(ConnectResponse::getMessageCase).toList();
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
        return isReady;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void request(int count) {
        requested += count;
    }

    @Override
    public void setMessageCompression(boolean isOn) {}

    @Override
    public void disableAutoInboundFlowControl() {}
}
