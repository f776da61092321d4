package io.pilothouse.agent.uplink;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.pilothouse.wire.channel.HubChannel;
import io.pilothouse.wire.channel.Refusal;
import io.pilothouse.wire.tls.Identity;
import io.pilothouse.wire.tls.IdentityException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Tries the hub without disturbing an agent that is connected: a second stream of the same cluster would end the
/// first, so this asks for the hub's health only. Any answer proves address, network and both certificates.
public final class HubProbe {
    private static final MethodDescriptor<byte[], byte[]> HEALTH = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("grpc.health.v1.Health/Check")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();

    private HubProbe() {}

    /// @return why the hub cannot be used, one sentence; empty if it can
    public static Optional<String> problem(UplinkSettings settings, Instant now) {
        try {
            Identity identity = Identity.load(settings.identity(), now);
            HubNames.check(identity, settings);
            return call(settings, identity);
        } catch (IdentityException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> call(UplinkSettings settings, Identity identity) {
        ManagedChannel channel = HubChannel.open(settings.hub(), identity);
        try {
            ClientCalls.blockingUnaryCall(
                    channel, HEALTH, CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS), new byte[0]);
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            Status.Code code = e.getStatus().getCode();
            boolean isAnswer = code == Status.Code.UNIMPLEMENTED
                    || code == Status.Code.NOT_FOUND
                    || code == Status.Code.PERMISSION_DENIED;
            return isAnswer ? Optional.empty() : Optional.of(Refusal.sentence(e, settings.hub()));
        } finally {
            channel.shutdownNow();
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
