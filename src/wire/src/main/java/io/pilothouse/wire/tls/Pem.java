package io.pilothouse.wire.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/// Keys and certificates as PEM files. Keys are written readable by the owner only, and every file appears whole or not
/// at all.
final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    private static final String KEY = "PRIVATE KEY";

    private Pem() {}

    static PrivateKey readKey(Path file) throws IdentityException {
        String text = read(file);
        String begin = "-----BEGIN " + KEY + "-----";
        String end = "-----END " + KEY + "-----";
        int from = text.indexOf(begin);
        int until = text.indexOf(end);
        if (from < 0 || until < from) {
            throw new IdentityException(file + " holds no PEM private key (PKCS #8); issue the identity again");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(text.substring(from + begin.length(), until));
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IdentityException(
                    file + " holds a private key that is damaged or not of type EC; issue the" + " identity again");
        }
    }

    static List<X509Certificate> readCertificates(Path file) throws IdentityException {
        String text = read(file);
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new IdentityException(file + " holds no certificate; issue the identity again");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new IdentityException(file + " holds a certificate that is damaged; issue the identity again");
        }
    }

    static void writeKey(Path file, PrivateKey key) throws IOException {
        write(file, block(KEY, key.getEncoded()), "rw-------");
    }

    static void writeCertificates(Path file, List<X509Certificate> certificates) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was parsed can be written", e);
        }
        write(file, text.toString(), "rw-r--r--");
    }

    private static String block(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + LINES.encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private static String read(Path file) throws IdentityException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IdentityException(file + " is missing; issue the identity with \"pilothouse hub issue-agent\" or"
                    + " \"issue-client\" and copy its folder here");
        } catch (IOException e) {
            throw new IdentityException(
                    file + " cannot be read (" + e.getClass().getSimpleName() + "); check its permissions");
        }
    }

    private static void write(Path file, String text, String permissions) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(
                folder == null ? Path.of(".") : folder,
                file.getFileName() + ".",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(part, text, StandardOpenOption.SYNC);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(permissions));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
