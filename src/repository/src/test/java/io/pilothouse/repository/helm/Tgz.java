package io.pilothouse.repository.helm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Packs archives, those that no honest tool would pack included.
public final class Tgz {
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    /// @return a packed chart
    public static byte[] ofFolder(Path folder, String name) throws IOException {
        Tgz tgz = new Tgz();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            tgz.file(name + "/" + folder.relativize(file), Files.readAllBytes(file));
        }
        return tgz.packed();
    }

    /// @return the smallest chart, with one template
    public static byte[] chart(String name, String version, String template) {
        return new Tgz()
                .file(name + "/Chart.yaml", "apiVersion: v2\nname: %s\nversion: %s\n".formatted(name, version))
                .file(name + "/templates/a.yaml", template)
                .packed();
    }

    public Tgz file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public Tgz file(String name, byte[] content) {
        return entry('0', name, content);
    }

    public Tgz entry(char type, String name, byte[] content) {
        header(type, name, "", content.length);
        pad(content);
        return this;
    }

    public Tgz link(char type, String name, String target) {
        header(type, name, target, 0);
        return this;
    }

    /// A file of zeros, which packs a thousandfold.
    public Tgz zeros(String name, long size) {
        header('0', name, "", size);
        byte[] block = new byte[1 << 16];
        for (long left = size; left > 0; left -= block.length) {
            tar.write(block, 0, (int) Math.min(block.length, left));
        }
        tar.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)], 0, (int) ((BLOCK - size % BLOCK) % BLOCK));
        return this;
    }

    /// With the name in a record of its own, as POSIX has it for long ones.
    public Tgz paxFile(String name, String content) {
        String record = " path=" + name + "\n";
        int length = record.getBytes(StandardCharsets.UTF_8).length;
        int digits = Integer.toString(length + 2).length();
        digits = Integer.toString(length + digits).length();
        entry('x', "PaxHeader", (length + digits + record).getBytes(StandardCharsets.UTF_8));
        return file("short", content);
    }

    public byte[] tar() {
        byte[] ended = Arrays.copyOf(tar.toByteArray(), tar.size() + 2 * BLOCK);
        return ended;
    }

    public byte[] packed() {
        return gzip(tar());
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private void pad(byte[] content) {
        tar.writeBytes(content);
        tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private void header(char type, String name, String link, long size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        tar.writeBytes(header);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, Math.min(bytes.length, 100));
    }
}
