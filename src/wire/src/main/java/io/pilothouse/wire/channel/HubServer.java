package io.pilothouse.wire.channel;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.pilothouse.wire.tls.Identity;
import io.pilothouse.wire.tls.TlsContexts;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// How a hub listens: limits against clients that are broken or hostile.
public final class HubServer {
    private HubServer() {}

    /// @return a server to which services are still to be added
    public static NettyServerBuilder builder(InetSocketAddress listen, Identity hub) {
        return NettyServerBuilder.forAddress(listen)
                .sslContext(TlsContexts.server(hub))
                .handshakeTimeout(10, TimeUnit.SECONDS)
                .maxConcurrentCallsPerConnection(64)
                .maxRstFramesPerWindow(200, 30)
                .maxInboundMessageSize(HubChannel.MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(8 << 10)
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .permitKeepAliveTime(20, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                // A connection is made anew from time to time, so that a new certificate is picked up; gRPC adds ±10 %
                .maxConnectionAge(4, TimeUnit.HOURS)
                .maxConnectionAgeGrace(30, TimeUnit.SECONDS);
    }
}
