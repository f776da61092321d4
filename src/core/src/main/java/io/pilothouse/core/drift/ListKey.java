package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What tells the items of a keyed list apart, such as `{"containerPort":80,"protocol":"TCP"}`.
///
/// @param fields key fields and their values, in the order of the API server
record ListKey(Map<String, Json> fields) {

    /// Reads an edge of a field set: `k:` and a flat JSON object.
    ///
    /// @return empty if the edge is none
    static Optional<ListKey> of(String edge) {
        return edge.startsWith("k:{") ? new Reader(edge).read() : Optional.empty();
    }

    /// @return true if a declared item is the one of this key; key fields it leaves out are filled in by the API
    ///     server
    boolean isDeclaredBy(Json item) {
        return item instanceof Json.Obj obj
                && fields.entrySet().stream()
                        .allMatch(field -> obj.get(field.getKey())
                                .map(field.getValue()::equals)
                                .orElse(true))
                && fields.keySet().stream().anyMatch(name -> obj.fields().containsKey(name));
    }

    /// @return true if a live item is the one of this key
    boolean isKeyOf(Json item) {
        return item instanceof Json.Obj obj
                && fields.entrySet().stream()
                        .allMatch(field -> obj.get(field.getKey())
                                .map(field.getValue()::equals)
                                .orElse(false));
    }

    /// @return for people: `[name=web]`
    String display() {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "="
                        + (field.getValue() instanceof Json.Text text
                                ? text.value()
                                : field.getValue().canonical()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /// Reads one flat JSON object; whatever the API server would not write makes it give up.
    private static final class Reader {
        private final String text;
        private int at = 2;

        Reader(String text) {
            this.text = text;
        }

        Optional<ListKey> read() {
            Map<String, Json> fields = new LinkedHashMap<>();
            at++;
            while (at < text.length() && text.charAt(at) != '}') {
                if (text.charAt(at) == ',') {
                    at++;
                }
                Optional<String> name = string();
                if (name.isEmpty() || at >= text.length() || text.charAt(at) != ':') {
                    return Optional.empty();
                }
                at++;
                Optional<Json> value = scalar();
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                fields.put(name.get(), value.get());
            }
            return fields.isEmpty() ? Optional.empty() : Optional.of(new ListKey(fields));
        }

        private Optional<Json> scalar() {
            if (at < text.length() && text.charAt(at) == '"') {
                return string().map(Json.Text::new);
            }
            int from = at;
            while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '}') {
                at++;
            }
            String word = text.substring(from, at);
            if (word.equals("true") || word.equals("false")) {
                return Optional.of(new Json.Bool(word.equals("true")));
            }
            try {
                return Optional.of(new Json.Num(new BigDecimal(word)));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        private Optional<String> string() {
            if (at >= text.length() || text.charAt(at) != '"') {
                return Optional.empty();
            }
            StringBuilder out = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return Optional.of(out.toString());
                }
                if (c == '\\' && at + 1 < text.length()) {
                    at++;
                    char escaped = text.charAt(at);
                    if (escaped == 'u') {
                        if (at + 5 > text.length()) {
                            return Optional.empty();
                        }
                        out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                        at += 4;
                    } else {
                        out.append(
                                switch (escaped) {
                                    case 'n' -> '\n';
                                    case 't' -> '\t';
                                    case 'r' -> '\r';
                                    case 'b' -> '\b';
                                    case 'f' -> '\f';
                                    default -> escaped;
                                });
                    }
                } else {
                    out.append(c);
                }
            }
            return Optional.empty();
        }
    }
}
