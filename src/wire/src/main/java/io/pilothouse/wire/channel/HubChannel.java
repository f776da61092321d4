package io.pilothouse.wire.channel;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.pilothouse.wire.tls.Identity;
import io.pilothouse.wire.tls.TlsContexts;
import java.util.concurrent.TimeUnit;

/// How an agent or a client connects to a hub.
public final class HubChannel {
    /// No message is larger.
    public static final int MAX_MESSAGE_BYTES = 4 << 20;

    private HubChannel() {}

    /// @return a channel that connects when it is first used; the caller shuts it down
    public static ManagedChannel open(HubAddress address, Identity identity) {
        return NettyChannelBuilder.forAddress(address.host(), address.port())
                .sslContext(TlsContexts.client(identity))
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(8 << 10)
                // A hub that died without a word is noticed within 40 s
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                // No proxy of the environment comes between: the connection is end to end or not at all
                .proxyDetector(target -> null)
                .build();
    }
}
