package io.pilothouse.core.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes a value so that equal values give equal text: fields sorted by UTF-16 code unit, no white space, shortest
/// string escapes, as RFC 8785 (JSON Canonicalization Scheme) asks. Numbers depart from it on purpose: they are written
/// exactly, never through a double, so that `9007199254740993` stays what it is.
public final class CanonicalJson {
    private CanonicalJson() {}

    /// @return the canonical text of a value
    public static String write(Json value) {
        StringBuilder out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    private static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Obj obj -> writeFields(obj.fields(), out);
            case Json.Arr arr -> writeItems(arr.items(), out);
            case Json.Text text -> writeText(text.value(), out);
            case Json.Num num -> {
                var exact = num.value().stripTrailingZeros();
                // 1E+3 would be valid JSON, but large exponents must not expand into megabytes of zeros
                out.append(exact.scale() < -20 || exact.scale() > 40 ? exact.toString() : exact.toPlainString());
            }
            case Json.Bool bool -> out.append(bool.value());
            case Json.Null ignored -> out.append("null");
        }
    }

    private static void writeFields(Map<String, Json> fields, StringBuilder out) {
        out.append('{');
        boolean first = true;
        for (var field : new TreeMap<>(fields).entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            writeText(field.getKey(), out);
            out.append(':');
            write(field.getValue(), out);
        }
        out.append('}');
    }

    private static void writeItems(List<Json> items, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(items.get(i), out);
        }
        out.append(']');
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
