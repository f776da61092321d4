package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Reads JSON for tests, with `'` for `"` so that it can be written in Java.
public final class JsonText {
    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    public static Json.Obj parse(String text) {
        return (Json.Obj) new JsonText(text.replace('\'', '"')).value();
    }

    public static Manifest manifest(String text) {
        Json.Obj content = parse(text);
        String apiVersion = content.text("apiVersion").orElseThrow();
        ResourceKey key = new ResourceKey(
                ResourceKey.groupOf(apiVersion),
                content.text("kind").orElseThrow(),
                content.text("metadata", "namespace").orElse(""),
                content.text("metadata", "name").orElseThrow());
        return new Manifest(key, apiVersion, content, new Origin("file.yaml", 1, 1));
    }

    private Json value() {
        skip();
        char c = text.charAt(at);
        if (c == '{') {
            var fields = new LinkedHashMap<String, Json>();
            at++;
            for (skip(); text.charAt(at) != '}'; skip()) {
                String name = string();
                skip();
                at++;
                fields.put(name, value());
                skip();
                at += text.charAt(at) == ',' ? 1 : 0;
            }
            at++;
            return new Json.Obj(fields);
        }
        if (c == '[') {
            List<Json> items = new ArrayList<>();
            at++;
            for (skip(); text.charAt(at) != ']'; skip()) {
                items.add(value());
                skip();
                at += text.charAt(at) == ',' ? 1 : 0;
            }
            at++;
            return new Json.Arr(items);
        }
        return c == '"' ? new Json.Text(string()) : word();
    }

    private Json word() {
        int from = at;
        while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "true", "false" -> new Json.Bool(word.equals("true"));
            case "null" -> Json.Null.NULL;
            default -> new Json.Num(new BigDecimal(word));
        };
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            out.append(text.charAt(at));
        }
        at++;
        return out.toString();
    }

    private void skip() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
