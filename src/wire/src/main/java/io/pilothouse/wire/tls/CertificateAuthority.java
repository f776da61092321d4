package io.pilothouse.wire.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The hub's own certificate authority: made at the hub's first start, it names the hub and everybody the hub talks to.
/// A peer's certificate can only be a client's and the hub's only a server's, so an agent cannot pose as the hub.
public final class CertificateAuthority {
    private static final Duration LIFE = Duration.ofDays(3650);
    /// So that a peer whose clock is behind can connect.
    private static final Duration BACKDATED = Duration.ofDays(2);

    private static final String CURVE = "secp256r1";

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final String hubId;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    private CertificateAuthority(PrivateKey key, X509Certificate certificate, String hubId, InstantSource clock) {
        this.key = key;
        this.certificate = certificate;
        this.hubId = hubId;
        this.clock = clock;
    }

    /// Opens the authority in a folder, or makes one where there is none. Not safe against two processes at the
    /// first start; the hub holds its data folder's lock by then.
    public static CertificateAuthority openOrCreate(Path folder, InstantSource clock)
            throws IdentityException, IOException {
        return Files.exists(certificateFile(folder)) ? open(folder, clock) : create(folder, clock);
    }

    /// Opens the authority in a folder.
    public static CertificateAuthority open(Path folder, InstantSource clock) throws IdentityException {
        if (!Files.exists(certificateFile(folder))) {
            throw new IdentityException("there is no certificate authority in " + folder
                    + "; start the hub once on its data folder, or name the folder of a hub that ran before");
        }
        PrivateKey key = Pem.readKey(keyFile(folder));
        X509Certificate certificate =
                Pem.readCertificates(certificateFile(folder)).getFirst();
        String subject = certificate.getSubjectX500Principal().getName();
        String prefix = "CN=Pilothouse hub ";
        if (!subject.startsWith(prefix)) {
            throw new IdentityException(certificateFile(folder)
                    + " is not the certificate of a hub's authority; restore" + " the data folder from its backup");
        }
        return new CertificateAuthority(key, certificate, subject.substring(prefix.length()), clock);
    }

    private static CertificateAuthority create(Path folder, InstantSource clock) throws IOException {
        SecureRandom random = new SecureRandom();
        byte[] id = new byte[16];
        random.nextBytes(id);
        String hubId = HexFormat.of().formatHex(id);
        KeyPair pair = newPair();
        X500Principal name = new X500Principal("CN=Pilothouse hub " + hubId);
        Instant now = clock.instant();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(127, random),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(LIFE)),
                            name,
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            X509Certificate certificate = sign((JcaX509v3CertificateBuilder) builder, pair.getPrivate());
            Files.createDirectories(folder);
            // The key first: a certificate without its key would look like an authority that can be opened.
            Pem.writeKey(keyFile(folder), pair.getPrivate());
            Pem.writeCertificates(certificateFile(folder), List.of(certificate));
            return new CertificateAuthority(pair.getPrivate(), certificate, hubId, clock);
        } catch (CertIOException e) {
            throw new IllegalStateException("the extensions of an authority's certificate can be encoded", e);
        }
    }

    private static Path keyFile(Path folder) {
        return folder.resolve("ca.key");
    }

    private static Path certificateFile(Path folder) {
        return folder.resolve("ca.crt");
    }

    /// @return the hub's identity, 32 hexadecimal digits
    public String hubId() {
        return hubId;
    }

    /// @return the domain of all names this authority gives: `fleet.<hub id>`
    public String trustDomain() {
        return "fleet." + hubId;
    }

    /// Makes a key and a certificate for it.
    ///
    /// @param name whose
    /// @param validity from now on
    /// @param hosts DNS names and IP addresses the hub is reached by; none for a client
    public Identity issue(PeerName name, Duration validity, List<String> hosts) {
        if (!name.trustDomain().equals(trustDomain())) {
            throw new IllegalArgumentException("the authority of " + trustDomain() + " cannot name " + name);
        }
        KeyPair pair = newPair();
        Instant now = clock.instant();
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, name.toString()));
        hosts.forEach(host ->
                names.add(new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host)));
        KeyPurposeId purpose =
                name.role() == PeerName.Role.HUB ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth;
        try {
            var builder = new JcaX509v3CertificateBuilder(
                            certificate.getSubjectX500Principal(),
                            new BigInteger(127, random),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(validity)),
                            new X500Principal(
                                    "CN=" + name.role().name().toLowerCase(java.util.Locale.ROOT) + " " + name.name()),
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(names.toArray(new GeneralName[0])));
            X509Certificate issued = sign((JcaX509v3CertificateBuilder) builder, key);
            return new Identity(pair.getPrivate(), List.of(issued), List.of(certificate));
        } catch (CertIOException e) {
            throw new IllegalStateException("the extensions of a peer's certificate can be encoded", e);
        }
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has EC keys on " + CURVE, e);
        }
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("a certificate cannot be signed with the authority's key", e);
        }
    }
}
