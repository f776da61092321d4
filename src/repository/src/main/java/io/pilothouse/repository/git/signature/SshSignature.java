package io.pilothouse.repository.git.signature;

import io.pilothouse.repository.git.signature.AllowedSigners.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/// A signature that `ssh-keygen -Y sign` made, as OpenSSH's PROTOCOL.sshsig describes it.
final class SshSignature {
    static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final String NAMESPACE = "git";
    private static final Map<String, String> DIGESTS = Map.of("sha256", "SHA-256", "sha512", "SHA-512");

    /// Those with SHA-1 (`ssh-rsa`, `ssh-dss`) are not among them.
    private static final Set<BuiltinSignatures> ALGORITHMS = Set.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.sk_ssh_ed25519,
            BuiltinSignatures.sk_ecdsa_sha2_nistp256,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.nistp521,
            BuiltinSignatures.rsaSHA256,
            BuiltinSignatures.rsaSHA512);

    private final byte[] key;
    private final String digest;
    private final byte[] signature;

    private SshSignature(byte[] key, String digest, byte[] signature) {
        this.key = key;
        this.digest = digest;
        this.signature = signature;
    }

    static Verdict judge(SignedCommit commit, AllowedSigners allowed) {
        Optional<SshSignature> parsed = parse(commit.signature());
        if (parsed.isEmpty()) {
            return new Verdict.Bad("PH-147", "has an SSH signature that cannot be read");
        }
        SshSignature signature = parsed.get();
        String fingerprint = fingerprint(signature.key);
        List<Signer> signers = allowed.of(signature.key);
        if (signers.isEmpty()) {
            return new Verdict.Bad(
                    "PH-145", "is signed with the SSH key " + fingerprint + ", which is none of the allowed signers'");
        }
        if (!signature.fits(commit.payload())) {
            return new Verdict.Bad(
                    "PH-147",
                    "has a signature of the SSH key " + fingerprint + " that does not fit: the commit was altered after"
                            + " it was signed");
        }
        List<Signer> valid =
                signers.stream().filter(one -> one.isValidAt(commit.time())).toList();
        if (valid.isEmpty()) {
            return new Verdict.Bad(
                    "PH-146",
                    "is signed with the SSH key " + fingerprint + ", which was not valid at that time: it has expired"
                            + " or is not valid yet");
        }
        return valid.stream().anyMatch(one -> one.isFor(commit.email()))
                ? new Verdict.Good(fingerprint)
                : new Verdict.Bad(
                        "PH-148",
                        "is signed with the SSH key " + fingerprint + ", which may not sign for its committer");
    }

    private static Optional<SshSignature> parse(String armoured) {
        String text = armoured.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), text.length() - END.length()));
            if (!Arrays.equals(bytes, 0, Math.min(MAGIC.length, bytes.length), MAGIC, 0, MAGIC.length)) {
                return Optional.empty();
            }
            ByteArrayBuffer buffer = new ByteArrayBuffer(bytes, MAGIC.length, bytes.length - MAGIC.length);
            boolean isKnownVersion = buffer.getUInt() == 1;
            byte[] key = buffer.getBytes();
            boolean isForGit = buffer.getString().equals(NAMESPACE);
            buffer.getString();
            String digest = buffer.getString();
            byte[] signature = buffer.getBytes();
            return isKnownVersion && isForGit && buffer.available() == 0 && DIGESTS.containsKey(digest)
                    ? Optional.of(new SshSignature(key, digest, signature))
                    : Optional.empty();
        } catch (RuntimeException e) {
            // lengths that lead out of the buffer, and the like
            return Optional.empty();
        }
    }

    private boolean fits(byte[] payload) {
        try {
            byte[] hash = MessageDigest.getInstance(String.valueOf(DIGESTS.get(digest)))
                    .digest(payload);
            ByteArrayBuffer signed = new ByteArrayBuffer();
            signed.putRawBytes(MAGIC);
            signed.putString(NAMESPACE);
            signed.putString("");
            signed.putString(digest);
            signed.putBytes(hash);
            BuiltinSignatures algorithm = BuiltinSignatures.fromFactoryName(new ByteArrayBuffer(signature).getString());
            if (algorithm == null || !ALGORITHMS.contains(algorithm)) {
                return false;
            }
            PublicKey publicKey = new ByteArrayBuffer(key).getRawPublicKey();
            Signature verifier = algorithm.create();
            verifier.initVerifier(null, publicKey);
            verifier.update(null, signed.getCompactData());
            return verifier.verify(null, signature);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return false;
        } catch (Exception e) {
            // what the library declares
            return false;
        }
    }

    /// As `ssh-keygen -l` shows it.
    private static String fingerprint(byte[] key) {
        try {
            return "SHA256:"
                    + Base64.getEncoder()
                            .withoutPadding()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
