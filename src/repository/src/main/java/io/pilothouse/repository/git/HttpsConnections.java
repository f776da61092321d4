package io.pilothouse.repository.git;

import io.pilothouse.repository.net.Route;
import io.pilothouse.repository.net.RoutedTls;
import io.pilothouse.repository.net.Trust;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;

/// Makes the HTTPS connections of one fetch: by our route, with our trust, whatever the library, its configuration or
/// the Java platform's system properties say.
final class HttpsConnections implements HttpConnectionFactory2 {
    private final RoutedTls tls;

    private HttpsConnections(RoutedTls tls) {
        this.tls = tls;
    }

    /// @throws GeneralSecurityException if the bundle holds no certificate that can be read
    static HttpsConnections by(Route route, Optional<Path> bundle) throws IOException, GeneralSecurityException {
        return new HttpsConnections(new RoutedTls(Trust.context(bundle), route));
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return RoutedHttps.open(url, tls);
    }

    /// The library's proxy is the one of the Java platform's system properties; only ours counts.
    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return create(url);
    }

    @Override
    public GitSession newSession() {
        return new GitSession() {
            @Override
            public HttpConnection configure(HttpConnection connection, boolean sslVerify) {
                // never less than what create() gave it
                return connection;
            }

            @Override
            public void close() {}
        };
    }
}
