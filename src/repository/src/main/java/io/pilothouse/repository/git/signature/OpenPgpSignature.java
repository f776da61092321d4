package io.pilothouse.repository.git.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureException;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/// A signature that `gpg` made. The keys that count are those of one exported file; whether somebody vouches for them
/// is not asked, because naming the file vouches for them.
final class OpenPgpSignature {
    static final String BEGIN = "-----BEGIN PGP SIGNATURE-----";
    private static final int LARGEST = 4 << 20;

    private OpenPgpSignature() {}

    static List<OpenPGPCertificate> read(Path file) throws UnusableKeysException {
        try (var in = Files.newInputStream(file)) {
            List<OpenPGPCertificate> keys =
                    new ArrayList<>(new OpenPGPKeyReader().parseKeysOrCertificates(in.readNBytes(LARGEST)));
            if (keys.isEmpty()) {
                throw new UnusableKeysException(file + " holds no OpenPGP key");
            }
            return keys;
        } catch (UnusableKeysException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new UnusableKeysException(file + " holds no OpenPGP keys as \"gpg --armor --export\" writes them");
        }
    }

    /// @param now decides whether a key has expired, as `gpg` does
    static Verdict judge(SignedCommit commit, List<OpenPGPCertificate> keys, Instant now) {
        Optional<PGPSignature> found = parse(commit.signature());
        if (found.isEmpty()) {
            return new Verdict.Bad("PH-147", "has an OpenPGP signature that cannot be read");
        }
        PGPSignature signature = found.get();
        for (OpenPGPCertificate certificate : keys) {
            OpenPGPComponentKey key = certificate.getSigningKeyFor(signature);
            if (key != null) {
                return judge(commit, signature, certificate, key, now);
            }
        }
        return new Verdict.Bad(
                "PH-145",
                "is signed with the OpenPGP key " + claimed(signature) + ", which is not in the file of allowed keys");
    }

    private static Verdict judge(
            SignedCommit commit,
            PGPSignature signature,
            OpenPGPCertificate certificate,
            OpenPGPComponentKey key,
            Instant now) {
        String fingerprint = hex(key.getPGPPublicKey().getFingerprint());
        String by = "the OpenPGP key " + fingerprint;
        OpenPGPDocumentSignature document = new OpenPGPDocumentSignature(signature, key);
        if (!fits(document, signature, key, commit.payload())) {
            return new Verdict.Bad(
                    "PH-147",
                    "has a signature of " + by + " that does not fit: the commit was altered after it was signed");
        }
        if (!key.isBoundAt(Date.from(now)) || !certificate.getPrimaryKey().isBoundAt(Date.from(now))) {
            return new Verdict.Bad("PH-146", "is signed with " + by + ", which has expired or was revoked");
        }
        if (!isValid(document)) {
            return new Verdict.Bad(
                    "PH-146", "is signed with " + by + ", which may not sign, or was not valid at that time");
        }
        boolean isCommitters = certificate.getValidUserIds(Date.from(now)).stream()
                .anyMatch(user -> email(user.getUserId()).equals(commit.email().toLowerCase(Locale.ROOT)));
        return isCommitters
                ? new Verdict.Good(fingerprint)
                : new Verdict.Bad("PH-148", "is signed with " + by + ", which is none of its committer's");
    }

    private static boolean fits(
            OpenPGPDocumentSignature document, PGPSignature signature, OpenPGPComponentKey key, byte[] payload) {
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key.getPGPPublicKey());
            signature.update(payload);
            return signature.getSignatureType() == PGPSignature.BINARY_DOCUMENT && document.verify();
        } catch (PGPException | RuntimeException e) {
            return false;
        }
    }

    private static boolean isValid(OpenPGPDocumentSignature document) {
        try {
            return document.isValid();
        } catch (PGPSignatureException | RuntimeException e) {
            return false;
        }
    }

    /// @return the signature, if there is exactly one
    private static Optional<PGPSignature> parse(String armoured) {
        try (var in =
                PGPUtil.getDecoderStream(new ByteArrayInputStream(armoured.getBytes(StandardCharsets.US_ASCII)))) {
            return new BcPGPObjectFactory(in).nextObject() instanceof PGPSignatureList list && list.size() == 1
                    ? Optional.of(list.get(0))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String claimed(PGPSignature signature) {
        return signature.getKeyIdentifiers().stream()
                .max((one, other) -> Integer.compare(length(one), length(other)))
                .map(id -> length(id) > 0
                        ? hex(id.getFingerprint())
                        : Long.toHexString(id.getKeyId()).toUpperCase(Locale.ROOT))
                .orElse("of nobody");
    }

    private static int length(KeyIdentifier id) {
        byte[] fingerprint = id.getFingerprint();
        return fingerprint == null ? 0 : fingerprint.length;
    }

    private static String email(String userId) {
        int open = userId.lastIndexOf('<');
        int close = userId.lastIndexOf('>');
        return (open >= 0 && close > open ? userId.substring(open + 1, close) : userId)
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String hex(byte[] fingerprint) {
        return HexFormat.of().withUpperCase().formatHex(fingerprint);
    }
}
