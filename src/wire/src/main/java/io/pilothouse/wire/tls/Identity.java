package io.pilothouse.wire.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A key, the certificate that names its owner, and whom the owner trusts. Kept in a folder as `identity.key`,
/// `identity.crt` and `ca.crt`.
///
/// @param key the private key; never printed
/// @param chain the owner's certificate first
/// @param trusted the authorities whose certificates are accepted
public record Identity(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> trusted) {
    private static final String KEY = "identity.key";
    private static final String CERTIFICATE = "identity.crt";
    private static final String TRUSTED = "ca.crt";

    public Identity {
        chain = List.copyOf(chain);
        trusted = List.copyOf(trusted);
    }

    /// Reads an identity and checks that it can work: the files are there, belong together, and are valid now.
    ///
    /// @param now by which the certificate must be valid
    public static Identity load(Path folder, Instant now) throws IdentityException {
        if (!Files.isDirectory(folder)) {
            throw new IdentityException("identity folder " + folder + " does not exist; issue the identity with"
                    + " \"pilothouse hub issue-agent\" or \"issue-client\" and copy its folder here");
        }
        Identity identity = new Identity(
                Pem.readKey(folder.resolve(KEY)),
                Pem.readCertificates(folder.resolve(CERTIFICATE)),
                Pem.readCertificates(folder.resolve(TRUSTED)));
        identity.check(folder, now);
        return identity;
    }

    private void check(Path folder, Instant now) throws IdentityException {
        X509Certificate own = chain.getFirst();
        Path certificate = folder.resolve(CERTIFICATE);
        if (name().isEmpty()) {
            throw new IdentityException(certificate + " does not name a cluster or user of a fleet; issue the identity"
                    + " with \"pilothouse hub issue-agent\" or \"issue-client\"");
        }
        Instant end = own.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw new IdentityException(certificate + " of " + words() + " expired at " + end
                    + "; issue a new identity on the hub's machine and replace the folder " + folder);
        }
        Instant begin = own.getNotBefore().toInstant();
        if (now.isBefore(begin)) {
            throw new IdentityException(certificate + " of " + words() + " is valid only from " + begin
                    + "; check this machine's clock, which says " + now);
        }
        if (!isKeyOf(own)) {
            throw new IdentityException(folder.resolve(KEY) + " is not the key of " + certificate
                    + "; copy both from the same identity folder");
        }
        if (trusted.stream().noneMatch(authority -> isSignedBy(own, authority))) {
            throw new IdentityException(certificate + " was not issued by the authority in " + folder.resolve(TRUSTED)
                    + "; copy both from the same identity folder");
        }
    }

    private boolean isKeyOf(X509Certificate certificate) {
        try {
            byte[] probe = {1, 2, 3};
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(key);
            signer.update(probe);
            byte[] signature = signer.sign();
            signer.initVerify(certificate.getPublicKey());
            signer.update(probe);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Writes the three files; creates the folder where needed.
    public void save(Path folder) throws IOException {
        Files.createDirectories(folder);
        Pem.writeKey(folder.resolve(KEY), key);
        Pem.writeCertificates(folder.resolve(CERTIFICATE), chain);
        Pem.writeCertificates(folder.resolve(TRUSTED), trusted);
    }

    /// @return whose identity it is; empty if its certificate does not name one of ours
    public Optional<PeerName> name() {
        return nameIn(chain.getFirst());
    }

    /// @return when the certificate expires
    public Instant expiresAt() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    private String words() {
        return name().map(PeerName::words).orElse("an unknown owner");
    }

    /// @return the name in a certificate; empty unless it has exactly one URI and that is a name of ours
    static Optional<PeerName> nameIn(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            int uri = 6;
            List<String> uris = names.stream()
                    .filter(name -> name.getFirst() instanceof Integer type && type == uri)
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
            return uris.size() == 1 ? PeerName.parse(uris.getFirst()) : Optional.empty();
        } catch (java.security.cert.CertificateParsingException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Identity[" + words() + "]";
    }
}
