package io.pilothouse.repository.tree;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The ids that Git gives to content: SHA-1 over its type, its length and itself.
final class GitIds {
    private static final HexFormat HEX = HexFormat.of();

    private GitIds() {}

    /// One entry of a folder, as Git writes it down.
    ///
    /// @param mode such as `100644`
    /// @param name its name
    /// @param id of its content
    record Line(String mode, String name, String id) {
        /// Git sorts folders as if their names ended with a slash.
        String sortedAs() {
            return mode.equals("40000") ? name + "/" : name;
        }
    }

    static String blob(byte[] content) {
        return HEX.formatHex(begun("blob", content.length).digest(content));
    }

    /// @param length of all that the stream gives
    static String blob(InputStream content, long length) throws IOException {
        MessageDigest digest = begun("blob", length);
        byte[] buffer = new byte[1 << 16];
        long seen = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            digest.update(buffer, 0, read);
            seen += read;
        }
        if (seen != length) {
            throw new IOException("it changed while it was read");
        }
        return HEX.formatHex(digest.digest());
    }

    /// @param lines in Git's order
    static String tree(List<Line> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Line line : lines) {
            out.writeBytes((line.mode() + " " + line.name() + "\0").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(HEX.parseHex(line.id()));
        }
        return HEX.formatHex(begun("tree", out.size()).digest(out.toByteArray()));
    }

    private static MessageDigest begun(String type, long length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update((type + " " + length + "\0").getBytes(StandardCharsets.UTF_8));
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
