package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// Turns values into text for reports. A secret's become fingerprints under a key that never leaves the cluster: two
/// equal values look equal, and nobody can try values against one.
public final class Fingerprints {
    /// Longer values are cut; a report is for people.
    static final int MAX_TEXT = 400;

    private static final int BLOCK = 64;

    private final byte[] inner = new byte[BLOCK];
    private final byte[] outer = new byte[BLOCK];

    /// @param key at least 16 random bytes, at most 64
    public Fingerprints(byte[] key) {
        byte[] padded = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            inner[i] = (byte) (padded[i] ^ 0x36);
            outer[i] = (byte) (padded[i] ^ 0x5c);
        }
    }

    /// @return the fingerprint of a value: the beginning of its HMAC-SHA256 (RFC 2104)
    public String of(Json value) {
        byte[] within = sha256(inner, value.canonical().getBytes(StandardCharsets.UTF_8));
        return "fingerprint:" + HexFormat.of().formatHex(sha256(outer, within), 0, 6);
    }

    /// @return another digest of the same thing, against which nobody can try values without the key
    public Digest seal(Digest plain) {
        byte[] within = sha256(inner, plain.hex().getBytes(StandardCharsets.UTF_8));
        return new Digest(HexFormat.of().formatHex(sha256(outer, within)));
    }

    private static byte[] sha256(byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(first);
            return digest.digest(second);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// @return the value as JSON text, or its fingerprint
    public String show(Json value, boolean isSecret) {
        if (isSecret) {
            return of(value);
        }
        String text = value.canonical();
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
