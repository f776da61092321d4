package io.pilothouse.core.manifest;

import io.pilothouse.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of something in canonical form, as 64 hexadecimal digits.
public record Digest(String hex) {
    public static Digest of(Json value) {
        return of(value.canonical());
    }

    public static Digest of(String text) {
        return new Digest(HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
