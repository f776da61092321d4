package io.pilothouse.repository.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/// HTTPS connections that trust the certificates of a bundle beside those of the Java platform. JGit knows Git's
/// `http.sslCAInfo` by name only.
final class TrustedHttps implements HttpConnectionFactory2 {
    private final JDKHttpConnectionFactory connections = new JDKHttpConnectionFactory();
    private final TrustManager[] trust;

    private TrustedHttps(TrustManager[] trust) {
        this.trust = trust;
    }

    /// @throws GeneralSecurityException if the bundle holds no certificate that can be read
    static TrustedHttps with(Path bundle) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates;
        try (InputStream in = Files.newInputStream(bundle)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate in the bundle");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, new char[0]);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("bundle-" + number++, certificate);
        }
        for (X509TrustManager platform : managers(null)) {
            for (X509Certificate certificate : platform.getAcceptedIssuers()) {
                store.setCertificateEntry("platform-" + number++, certificate);
            }
        }
        return new TrustedHttps(managers(store).toArray(TrustManager[]::new));
    }

    private static List<X509TrustManager> managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        List<X509TrustManager> managers = new ArrayList<>();
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                managers.add(x509);
            }
        }
        return managers;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return trusting(connections.create(url));
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return trusting(connections.create(url, proxy));
    }

    private HttpConnection trusting(HttpConnection connection) throws IOException {
        try {
            connection.configure(null, trust, new SecureRandom());
            return connection;
        } catch (GeneralSecurityException e) {
            throw new IOException("the Java platform has no TLS", e);
        }
    }

    @Override
    public GitSession newSession() {
        return new GitSession() {
            @Override
            public HttpConnection configure(HttpConnection connection, boolean sslVerify) {
                // never less than what create() gave it, whatever a configuration says
                return connection;
            }

            @Override
            public void close() {}
        };
    }
}
