package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the little JSON there is in the edges of a field set: one scalar, or one flat object of scalars. Whatever the
/// API server would not write makes it give up.
final class EdgeReader {
    private final String text;
    private int at;

    /// @param from where the JSON begins
    EdgeReader(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /// @return the scalar that is the whole rest of the text
    Optional<Json> only() {
        return scalar().filter(_ -> at == text.length());
    }

    /// @return the fields of the object that is the whole rest of the text, at least one
    Optional<Map<String, Json>> flatObject() {
        Map<String, Json> fields = new LinkedHashMap<>();
        do {
            // over the brace at first, over a comma then
            if (!isAt(fields.isEmpty() ? '{' : ',')) {
                return Optional.empty();
            }
            at++;
            Optional<String> name = string();
            if (name.isEmpty() || !isAt(':')) {
                return Optional.empty();
            }
            at++;
            Optional<Json> value = scalar();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            fields.put(name.get(), value.get());
        } while (!isAt('}'));
        return at == text.length() - 1 ? Optional.of(fields) : Optional.empty();
    }

    private boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private Optional<Json> scalar() {
        if (isAt('"')) {
            return string().map(Json.Text::new);
        }
        int from = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '}') {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "true", "false" -> Optional.of(new Json.Bool(word.equals("true")));
            case "null" -> Optional.of(Json.Null.NULL);
            default -> number(word);
        };
    }

    private static Optional<Json> number(String word) {
        try {
            return Optional.of(new Json.Num(new BigDecimal(word)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<String> string() {
        if (!isAt('"')) {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return Optional.of(out.toString());
            }
            if (c != '\\') {
                out.append(c);
            } else if (!escape(out)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean escape(StringBuilder out) {
        at++;
        if (at >= text.length()) {
            return false;
        }
        char escaped = text.charAt(at);
        if (escaped == 'u') {
            return unicode(out);
        }
        out.append(
                switch (escaped) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    default -> escaped;
                });
        return true;
    }

    private boolean unicode(StringBuilder out) {
        if (at + 5 > text.length()) {
            return false;
        }
        try {
            out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
        } catch (NumberFormatException e) {
            return false;
        }
        at += 4;
        return true;
    }
}
