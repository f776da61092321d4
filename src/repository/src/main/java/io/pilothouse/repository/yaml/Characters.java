package io.pilothouse.repository.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Bytes to text: UTF-8 and nothing else, because a file that two programs read differently is two files.
final class Characters {
    static final String CODE = "PH-118";

    private static final char REPLACEMENT = '\uFFFD';

    private Characters() {}

    /// @return the text, without the mark that some editors put at the beginning
    static String decode(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            throw new RefusedYamlException(CODE, 1, 0, "The file is not UTF-8 but UTF-16 or UTF-32: save it as UTF-8.");
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            refuseMalformed(bytes, start);
        }
        check(text);
        return text;
    }

    /// The quick way to decode puts a replacement where bytes are no UTF-8; the file may also hold one itself.
    private static void refuseMalformed(byte[] bytes, int start) {
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(bytes.length - start);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            String valid = out.flip().toString();
            throw refuse(valid, valid.length(), "The file is not valid UTF-8 here: save it as UTF-8.");
        }
    }

    private static void check(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isFine = c == '\n' || c == '\r' || c == '\t' || (c >= 0x20 && c < 0x7F) || c == 0x85 || c >= 0xA0;
            if (c == 0) {
                throw refuse(text, i, "The file holds a NUL character here: it is not a text file, or damaged.");
            }
            if (!isFine || c == 0xFFFE || c == 0xFFFF || c == 0xFEFF) {
                throw refuse(
                        text,
                        i,
                        "The file holds the invisible character U+%04X here: remove it, or write it as an "
                                        .formatted((int) c)
                                + "escape inside double quotes.");
            }
        }
    }

    private static RefusedYamlException refuse(String text, int at, String message) {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < at; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                begin = i + 1;
            }
        }
        return new RefusedYamlException(CODE, line, at - begin + 1, message);
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
