package io.pilothouse.repository.helm.chart;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Reads a tar archive: files and folders with their names, in the formats that chart tools write (ustar with the
/// extensions of pax and GNU for long names). Anything else, such as links and devices, has no place in a chart.
///
/// Written by the description of the pax interchange format in POSIX.1-2017.
final class TarReader {
    private static final int BLOCK = 512;
    private static final int LONGEST_EXTENSION = 64 << 10;
    private static final int MOST_EXTENSIONS = 16;

    private final InputStream in;
    private long unread;
    private long padding;

    /// One entry. Its content is what the reader gives until the next one.
    record Entry(String name, boolean isFolder, long size) {}

    /// Not a tar archive, or nothing that belongs into a chart.
    static final class MalformedTarException extends Exception {
        MalformedTarException(String message) {
            super(message);
        }
    }

    TarReader(InputStream in) {
        this.in = in;
    }

    /// @return the next entry, empty at the end
    Optional<Entry> next() throws IOException, MalformedTarException {
        String longName = "";
        for (int extensions = 0; extensions <= MOST_EXTENSIONS; extensions++) {
            in.skipNBytes(unread + padding);
            unread = 0;
            padding = 0;
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || (header.length == BLOCK && isZero(header))) {
                return Optional.empty();
            }
            if (header.length < BLOCK || !hasValidSum(header)) {
                throw new MalformedTarException("is damaged");
            }
            unread = number(header, 124, 12);
            padding = (BLOCK - unread % BLOCK) % BLOCK;
            char type = (char) header[156];
            switch (type) {
                case 'x' -> longName = paxPath(extension()).orElse(longName);
                case 'g' -> extension();
                case 'L' -> longName = text(extension(), 0, LONGEST_EXTENSION);
                case '0', '\0' -> {
                    String name = longName.isEmpty() ? name(header) : longName;
                    return Optional.of(new Entry(name, name.endsWith("/"), unread));
                }
                case '5' -> {
                    return Optional.of(new Entry(longName.isEmpty() ? name(header) : longName, true, unread));
                }
                default -> throw new MalformedTarException("holds a link or a device");
            }
        }
        throw new MalformedTarException("says more about a file than there is to say");
    }

    /// @return the content of the entry, which is not longer than an array can be
    byte[] content() throws IOException {
        byte[] content = in.readNBytes(Math.toIntExact(unread));
        if (content.length < unread) {
            throw new EOFException("the archive ends within a file");
        }
        unread = 0;
        return content;
    }

    private byte[] extension() throws IOException, MalformedTarException {
        if (unread > LONGEST_EXTENSION) {
            throw new MalformedTarException("holds a name that is too long");
        }
        return content();
    }

    /// Records of the form `length key=value\n`; the length counts itself.
    private static Optional<String> paxPath(byte[] records) throws MalformedTarException {
        Optional<String> path = Optional.empty();
        int at = 0;
        while (at < records.length) {
            int space = at;
            while (space < records.length && records[space] >= '0' && records[space] <= '9') {
                space++;
            }
            if (space == at || space - at > 6 || space == records.length || records[space] != ' ') {
                throw new MalformedTarException("is damaged");
            }
            int length = Integer.parseInt(new String(records, at, space - at, StandardCharsets.US_ASCII));
            if (at + length > records.length || length <= space - at + 1) {
                throw new MalformedTarException("is damaged");
            }
            String record = new String(records, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
            if (record.startsWith("path=")) {
                path = Optional.of(record.substring("path=".length()));
            }
            if (record.startsWith("size=") || record.startsWith("linkpath=") || record.startsWith("GNU.sparse")) {
                throw new MalformedTarException("holds a file that is huge, sparse or a link");
            }
            at += length;
        }
        return path;
    }

    private static String name(byte[] header) {
        String name = text(header, 0, 100);
        String prefix = isUstar(header) ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static boolean isUstar(byte[] header) {
        // GNU's own format has "ustar " here, and other things than a prefix at its place
        return Arrays.equals(header, 257, 263, new byte[] {'u', 's', 't', 'a', 'r', 0}, 0, 6);
    }

    private static String text(byte[] bytes, int from, int longest) {
        int end = from;
        while (end < bytes.length && end < from + longest && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static long number(byte[] header, int from, int length) throws MalformedTarException {
        String digits = text(header, from, length).strip();
        if (digits.isEmpty()) {
            return 0;
        }
        if (!digits.matches("[0-7]{1,12}")) {
            throw new MalformedTarException("is damaged, or holds a file of more than 8 GB");
        }
        return Long.parseLong(digits, 8);
    }

    private static boolean hasValidSum(byte[] header) throws MalformedTarException {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xFF;
        }
        return sum == number(header, 148, 8);
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
