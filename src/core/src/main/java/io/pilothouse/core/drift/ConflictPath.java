package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the paths with which the API server names conflicting fields, such as
/// `.spec.template.spec.containers[name="web"].image`. They do not escape the dots of field names, so the manifest
/// decides what `.metadata.labels.app.kubernetes.io/name` means.
public final class ConflictPath {
    private ConflictPath() {}

    /// @param text a field of the API server's answer
    /// @param sent the object that was applied
    /// @return the same path as elsewhere: `/spec/template/spec/containers[name=web]/image`
    public static String of(String text, Json.Obj sent) {
        return rest(text, Optional.of(sent)).orElse(text);
    }

    private static Optional<String> rest(String text, Optional<Json> here) {
        if (text.isEmpty()) {
            return Optional.of("");
        }
        return switch (text.charAt(0)) {
            case '.' -> field(text.substring(1), here);
            case '[' -> item(text, here);
            default -> Optional.empty();
        };
    }

    private static Optional<String> field(String text, Optional<Json> here) {
        Map<String, Json> fields = here.map(
                        value -> value instanceof Json.Obj obj ? obj.fields() : Map.<String, Json>of())
                .orElse(Map.of());
        List<String> names = fields.keySet().stream()
                .filter(name -> text.startsWith(name) && isEnd(text, name.length()))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String name : names) {
            Optional<String> below = rest(text.substring(name.length()), Optional.ofNullable(fields.get(name)));
            if (below.isPresent()) {
                return below.map(path -> "/" + Walk.escape(name) + path);
            }
        }
        int end = 0;
        while (!isEnd(text, end)) {
            end++;
        }
        String name = text.substring(0, end);
        return rest(text.substring(end), Optional.empty()).map(path -> "/" + Walk.escape(name) + path);
    }

    private static boolean isEnd(String text, int at) {
        return at == text.length() || text.charAt(at) == '.' || text.charAt(at) == '[';
    }

    private static Optional<String> item(String text, Optional<Json> here) {
        int end = close(text);
        if (end < 0) {
            return Optional.empty();
        }
        String inside = text.substring(1, end);
        String after = text.substring(end + 1);
        if (inside.startsWith("=")) {
            return rest(after, Optional.empty()).map(path -> "[" + inside.substring(1) + "]" + path);
        }
        Optional<ListKey> key = key(inside);
        Optional<Json> item = key.flatMap(k -> here.stream()
                .flatMap(value -> value instanceof Json.Arr arr ? arr.items().stream() : List.<Json>of().stream())
                .filter(one -> ListKey.declaredBy(one, List.of(k)).isPresent())
                .findFirst());
        return rest(after, item).map(path -> key.map(ListKey::display).orElse("[" + inside + "]") + path);
    }

    /// @return the place of the bracket that closes the one at 0, outside of quotes; -1 if there is none
    private static int close(String text) {
        boolean isQuoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuoted && c == '\\') {
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ']' && !isQuoted) {
                return i;
            }
        }
        return -1;
    }

    /// `name="web",port=80` is nearly the object of an [Edge].
    private static Optional<ListKey> key(String inside) {
        String json = List.of(inside.split(",(?=[A-Za-z]+=)", -1)).stream()
                .map(pair -> pair.replaceFirst("^([A-Za-z]+)=", "\"$1\":"))
                .collect(Collectors.joining(",", "{", "}"));
        return new EdgeReader(json, 0).flatObject().map(ListKey::new);
    }
}
