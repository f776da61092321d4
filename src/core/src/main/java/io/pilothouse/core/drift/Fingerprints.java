package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Turns values into text for reports. A secret's become fingerprints under a key that never leaves the agent: two
/// equal values look equal, and nobody can try values against one.
public final class Fingerprints {
    /// Longer values are cut; a report is for people.
    static final int MAX_TEXT = 400;

    private final SecretKeySpec key;

    /// @param key at least 16 random bytes
    public Fingerprints(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /// @return the fingerprint of a value
    public String of(Json value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] sum = mac.doFinal(value.canonical().getBytes(StandardCharsets.UTF_8));
            return "fingerprint:" + HexFormat.of().formatHex(sum, 0, 6);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /// @return the value as JSON text, or its fingerprint
    String show(Json value, boolean isSecret) {
        if (isSecret) {
            return of(value);
        }
        String text = value.canonical();
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
