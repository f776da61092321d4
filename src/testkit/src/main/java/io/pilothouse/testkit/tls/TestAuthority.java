package io.pilothouse.testkit.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority that lives as long as the object: its key is never written anywhere.
///
/// Certificates are valid from a day ago, so that a clock that is a little behind does not fail a test, and short, so
/// that one that escapes is soon useless.
public final class TestAuthority {
    private static final Duration SKEW = Duration.ofDays(1);
    private static final Duration LIFETIME = Duration.ofDays(30);

    private final InstantSource time;
    private final SecureRandom random = new SecureRandom();
    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestAuthority(String name, InstantSource time) {
        this.time = time;
        this.keys = newKeyPair();
        var subject = new X500Principal("CN=" + name);
        try {
            var builder = builder(subject, subject, keys)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(
                            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
            this.certificate = sign(builder);
        } catch (CertIOException e) {
            throw new IllegalStateException("the authority's certificate could not be made", e);
        }
    }

    public static TestAuthority create(String name, InstantSource time) {
        return new TestAuthority(name, time);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public String certificatePem() {
        return Pem.of(certificate);
    }

    /// A server's identity for these names; a name that is an IPv4 address becomes an address entry.
    public ServerIdentity serverFor(String... names) {
        return serverValid(time.instant().minus(SKEW), time.instant().plus(LIFETIME), names);
    }

    /// One whose time is over, to see what a client says about it.
    public ServerIdentity expiredServerFor(String... names) {
        Instant now = time.instant();
        return serverValid(now.minus(SKEW), now.minus(SKEW.dividedBy(2)), names);
    }

    /// What a Java client needs to trust this authority and no other.
    public SSLContext trust() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, new char[0]);
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

    /// A P-256 key pair: small, fast to make, and understood by everything that the testkit starts.
    public static KeyPair newKeyPair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot make P-256 keys", e);
        }
    }

    private ServerIdentity serverValid(Instant from, Instant until, String... names) {
        KeyPair own = newKeyPair();
        var alternatives = Arrays.stream(names)
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        try {
            var builder = builder(
                            certificate.getSubjectX500Principal(),
                            new X500Principal("CN=" + names[0]),
                            own,
                            from,
                            until)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(keys.getPublic()));
            return new ServerIdentity(sign(builder), own.getPrivate(), certificate);
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("a server's certificate could not be made", e);
        }
    }

    private X509v3CertificateBuilder builder(X500Principal issuer, X500Principal subject, KeyPair own)
            throws CertIOException {
        Instant now = time.instant();
        return builder(issuer, subject, own, now.minus(SKEW), now.plus(LIFETIME));
    }

    private X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, KeyPair own, Instant from, Instant until)
            throws CertIOException {
        try {
            return new JcaX509v3CertificateBuilder(
                            issuer,
                            new BigInteger(120, random).add(BigInteger.ONE),
                            Date.from(from),
                            Date.from(until),
                            subject,
                            own.getPublic())
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(own.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no SHA-1 for key identifiers", e);
        }
    }

    private X509Certificate sign(X509v3CertificateBuilder builder) {
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("a certificate could not be signed", e);
        }
    }

    private static boolean isAddress(String name) {
        return name.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }
}
