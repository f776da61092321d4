package io.pilothouse.agent.reconcile.tombstone;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts what must not be read by who may read ConfigMaps: AES-GCM (NIST SP 800-38D) with a random nonce of 96 bits,
/// bound to what it is about, so that one sealed text cannot be put in another's place.
final class Sealing {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /// @param key 32 bytes
    Sealing(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /// @param about what the text belongs to
    String seal(String text, String about) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, about).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] both = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE, sealed.length);
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /// @return the text; empty if it was sealed with another key, about something else, or was changed
    Optional<String> open(String sealed, String about) {
        try {
            byte[] both = Base64.getDecoder().decode(sealed);
            if (both.length <= NONCE) {
                return Optional.empty();
            }
            byte[] text = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(both, NONCE), about)
                    .doFinal(both, NONCE, both.length - NONCE);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String about) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
