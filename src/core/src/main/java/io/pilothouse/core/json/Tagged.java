package io.pilothouse.core.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// JSON as a sequence of tags, counts and characters: quick to read again, and exact, down to the order of fields.
final class Tagged {
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int NUMBER = 3;
    private static final int TEXT = 4;
    private static final int ARRAY = 5;
    private static final int OBJECT = 6;

    private Tagged() {}

    static byte[] write(Json json) {
        Writing writing = new Writing();
        writing.write(json);
        return Arrays.copyOf(writing.bytes, writing.length);
    }

    /// @param bytes what [#write] made
    static Json read(byte[] bytes) {
        return new Reading(bytes).read();
    }

    private static final class Writing {
        private byte[] bytes = new byte[1024];
        private int length;

        private void write(Json json) {
            switch (json) {
                case Json.Null _ -> put(NULL);
                case Json.Bool bool -> put(bool.value() ? TRUE : FALSE);
                case Json.Num num -> {
                    put(NUMBER);
                    text(num.value().toString());
                }
                case Json.Text text -> {
                    put(TEXT);
                    text(text.value());
                }
                case Json.Arr array -> {
                    put(ARRAY);
                    number(array.items().size());
                    array.items().forEach(this::write);
                }
                case Json.Obj object -> {
                    put(OBJECT);
                    number(object.fields().size());
                    object.fields().forEach((name, value) -> {
                        text(name);
                        write(value);
                    });
                }
            }
        }

        /// Character by character, because half a surrogate pair has no bytes in UTF-8.
        private void text(String text) {
            number(text.length());
            for (int i = 0; i < text.length(); i++) {
                number(text.charAt(i));
            }
        }

        /// Seven bits a byte, the lowest first; the eighth says that there is more.
        private void number(int value) {
            int left = value;
            while (left >= 0x80) {
                put(left | 0x80);
                left >>>= 7;
            }
            put(left);
        }

        private void put(int value) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, length * 2);
            }
            bytes[length++] = (byte) value;
        }
    }

    private static final class Reading {
        private final byte[] bytes;
        private int next;

        private Reading(byte[] bytes) {
            this.bytes = bytes;
        }

        private Json read() {
            int tag = bytes[next++];
            return switch (tag) {
                case NULL -> Json.Null.NULL;
                case FALSE -> new Json.Bool(false);
                case TRUE -> new Json.Bool(true);
                case NUMBER -> new Json.Num(new BigDecimal(text()));
                case TEXT -> new Json.Text(text());
                case ARRAY -> array();
                case OBJECT -> object();
                default -> throw new IllegalStateException("packed bytes have no tag " + tag);
            };
        }

        private Json array() {
            int size = number();
            List<Json> items = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                items.add(read());
            }
            return new Json.Arr(items);
        }

        private Json object() {
            int size = number();
            SequencedMap<String, Json> fields = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                fields.put(text(), read());
            }
            return new Json.Obj(fields);
        }

        private String text() {
            char[] text = new char[number()];
            for (int i = 0; i < text.length; i++) {
                text[i] = (char) number();
            }
            return new String(text);
        }

        private int number() {
            int value = 0;
            for (int shift = 0; ; shift += 7) {
                int more = bytes[next++];
                value |= (more & 0x7f) << shift;
                if (more >= 0) {
                    return value;
                }
            }
        }
    }
}
