package io.pilothouse.wire.tls;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/// TLS in which both sides show a certificate. There is no way to do without.
public final class TlsContexts {
    private TlsContexts() {}

    /// @param hub the hub's identity; clients must show a certificate of an authority it trusts
    public static SslContext server(Identity hub) {
        try {
            return GrpcSslContexts.configure(SslContextBuilder.forServer(hub.key(), certificates(hub.chain())))
                    .trustManager(certificates(hub.trusted()))
                    .clientAuth(ClientAuth.REQUIRE)
                    .protocols("TLSv1.3")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("the hub's own identity cannot be used for TLS", e);
        }
    }

    /// @param client the agent's or the user's identity; the hub must show a certificate of an authority it trusts,
    ///     for the host that was dialled
    public static SslContext client(Identity client) {
        try {
            return GrpcSslContexts.forClient()
                    .keyManager(client.key(), certificates(client.chain()))
                    .trustManager(certificates(client.trusted()))
                    .protocols("TLSv1.3")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("a checked identity cannot be used for TLS", e);
        }
    }

    private static X509Certificate[] certificates(List<X509Certificate> list) {
        return list.toArray(new X509Certificate[0]);
    }
}
