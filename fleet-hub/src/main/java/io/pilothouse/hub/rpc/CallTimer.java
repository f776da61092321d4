package io.pilothouse.hub.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;

/// Times calls that are answered once. How long a stream stays open says nothing about the hub.
final class CallTimer implements ServerInterceptor {
    private final RpcProbe probe;

    CallTimer(RpcProbe probe) {
        this.probe = probe;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (call.getMethodDescriptor().getType() != MethodType.UNARY) {
            return next.startCall(call, headers);
        }
        long begin = System.nanoTime();
        String full = call.getMethodDescriptor().getFullMethodName();
        String method = full.substring(full.lastIndexOf('.') + 1);
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        probe.answered(method, status.getCode().name(), Duration.ofNanos(System.nanoTime() - begin));
                        super.close(status, trailers);
                    }
                },
                headers);
    }
}
