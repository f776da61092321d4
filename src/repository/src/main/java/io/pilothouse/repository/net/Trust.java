package io.pilothouse.repository.net;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates a server may show.
public final class Trust {
    private Trust() {}

    /// @param bundle certificates (PEM) to trust beside those of the Java platform
    /// @throws GeneralSecurityException if the bundle holds no certificate that can be read
    public static SSLContext context(Optional<Path> bundle) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                bundle.isPresent() ? managers(with(bundle.get())).toArray(TrustManager[]::new) : null,
                new SecureRandom());
        return context;
    }

    private static KeyStore with(Path bundle) throws IOException, GeneralSecurityException {
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
        return store;
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
}
