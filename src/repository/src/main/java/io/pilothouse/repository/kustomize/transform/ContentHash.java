package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The hash that ends the names of generated objects: ten letters of SHA-256 over the object's content as Go's JSON
/// encoder writes it, in an alphabet that makes no words (Kubernetes' `kubectl/pkg/util/hash`). The name itself is
/// empty in it.
final class ContentHash {
    private static final int LENGTH = 10;

    private ContentHash() {}

    static String of(Json.Obj object) {
        boolean isSecret = object.text("kind").orElse("").equals("Secret");
        Map<String, Json> hashed = new TreeMap<>();
        hashed.put("kind", new Json.Text(isSecret ? "Secret" : "ConfigMap"));
        hashed.put("name", new Json.Text(""));
        hashed.put("data", object.get("data").orElse(new Json.Text("")));
        if (isSecret) {
            hashed.put("type", object.get("type").orElse(new Json.Text("")));
        }
        String other = isSecret ? "stringData" : "binaryData";
        object.get(other).filter(Json.Obj.class::isInstance).ifPresent(value -> hashed.put(other, value));
        StringBuilder text = new StringBuilder();
        write(new Json.Obj(new LinkedHashMap<>(hashed)), text);
        return letters(Digest.of(text.toString()).hex());
    }

    private static String letters(String hex) {
        StringBuilder letters = new StringBuilder(LENGTH);
        for (char digit : hex.substring(0, LENGTH).toCharArray()) {
            letters.append(
                    switch (digit) {
                        case '0' -> 'g';
                        case '1' -> 'h';
                        case '3' -> 'k';
                        case 'a' -> 'm';
                        case 'e' -> 't';
                        default -> digit;
                    });
        }
        return letters.toString();
    }

    private static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Obj object -> {
                out.append('{');
                new TreeMap<>(object.fields()).forEach((key, field) -> {
                    out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
                    quote(key, out);
                    write(field, out.append(':'));
                });
                out.append('}');
            }
            case Json.Arr list -> {
                out.append('[');
                for (int i = 0; i < list.items().size(); i++) {
                    write(list.items().get(i), out.append(i == 0 ? "" : ","));
                }
                out.append(']');
            }
            case Json.Text text -> quote(text.value(), out);
            case Json.Num num -> out.append(num.value().toPlainString());
            case Json.Bool bool -> out.append(bool.value());
            case Json.Null ignored -> out.append("null");
        }
    }

    /// Quotes as Go's encoder does, which also escapes what would be markup in HTML.
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '<', '>', '&', '\u2028', '\u2029' -> out.append("\\u%04x".formatted((int) c));
                default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        out.append('"');
    }
}
