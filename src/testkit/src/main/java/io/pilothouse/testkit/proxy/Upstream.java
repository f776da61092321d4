package io.pilothouse.testkit.proxy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The real API server behind the proxy.
final class Upstream implements AutoCloseable {
    /// What belongs to one connection and is made anew for the next.
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings", "expect");

    private final URI api;
    private final HttpClient http;

    Upstream(URI api, String authorityPem) {
        this.api = api;
        this.http = HttpClient.newBuilder().sslContext(trust(authorityPem)).build();
    }

    HttpResponse<InputStream> send(HttpHead head, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(head.target()))
                .method(head.method(), body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        head.headers().stream()
                .filter(header -> isForwarded(header.name()))
                .forEach(header -> request.header(header.name(), header.value()));
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    static boolean isForwarded(String header) {
        return !header.startsWith(":") && !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    private static SSLContext trust(String authorityPem) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, new char[0]);
            var certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(authorityPem.getBytes(StandardCharsets.US_ASCII)));
            store.setCertificateEntry("authority", certificate);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM cannot verify TLS", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
