package io.pilothouse.repository.git;

import io.pilothouse.repository.net.RoutedTls;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;

/// Makes the HTTPS connections of one fetch: by our route, with our trust, whatever the library, its configuration or
/// the Java platform's system properties say.
final class HttpsConnections implements HttpConnectionFactory2 {
    private final RoutedTls tls;

    HttpsConnections(RoutedTls tls) {
        this.tls = tls;
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
