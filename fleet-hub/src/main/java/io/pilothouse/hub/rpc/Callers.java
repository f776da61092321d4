package io.pilothouse.hub.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.pilothouse.proto.v1.AgentServiceGrpc;
import io.pilothouse.proto.v1.FleetServiceGrpc;
import io.pilothouse.wire.tls.PeerName;
import io.pilothouse.wire.tls.Peers;
import java.util.Optional;

/// Lets agents call what is for agents and users what is for users, by the certificate that TLS verified. A service it
/// does not know is closed to everybody.
final class Callers implements ServerInterceptor {
    private static final Context.Key<PeerName> CALLER = Context.key("caller");

    private final String trustDomain;
    private final RpcProbe probe;

    Callers(String trustDomain, RpcProbe probe) {
        this.trustDomain = trustDomain;
        this.probe = probe;
    }

    /// @return who makes the call that this thread serves
    static PeerName current() {
        return CALLER.get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Optional<PeerName> caller =
                Peers.of(call.getAttributes()).filter(peer -> peer.trustDomain().equals(trustDomain));
        if (caller.isEmpty()) {
            probe.denied("certificate");
            return refuse(
                    call, Status.UNAUTHENTICATED.withDescription("the certificate is not one that this hub issued"));
        }
        Optional<Status> refusal =
                refusal(String.valueOf(call.getMethodDescriptor().getServiceName()), caller.get());
        if (refusal.isPresent()) {
            probe.denied("role");
            return refuse(call, refusal.get());
        }
        return Contexts.interceptCall(Context.current().withValue(CALLER, caller.get()), call, headers, next);
    }

    private static Optional<Status> refusal(String service, PeerName caller) {
        return switch (service) {
            case AgentServiceGrpc.SERVICE_NAME ->
                caller.role() == PeerName.Role.CLUSTER
                        ? Optional.empty()
                        : denied(caller.words() + " is not an agent: connect with the certificate of a cluster");
            case FleetServiceGrpc.SERVICE_NAME ->
                caller.role() == PeerName.Role.USER
                        ? Optional.empty()
                        : denied(caller.words() + " is not a user: call with the certificate of a user");
            case "grpc.health.v1.Health",
                    "grpc.reflection.v1.ServerReflection",
                    "grpc.reflection.v1alpha.ServerReflection" -> Optional.empty();
            default -> denied("service " + service + " is open to nobody");
        };
    }

    private static Optional<Status> denied(String sentence) {
        return Optional.of(Status.PERMISSION_DENIED.withDescription(sentence));
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
