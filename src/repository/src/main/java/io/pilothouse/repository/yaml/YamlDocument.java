package io.pilothouse.repository.yaml;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import java.util.ArrayList;
import java.util.List;

/// One document of a file, with the lines at which its parts stand.
///
/// @param number number of the document in the file, from 1
/// @param content its value
/// @param lines where its parts stand
/// @param references which of its texts name variables without quotes around them
public record YamlDocument(int number, Json content, Lines lines, References references) {

    /// @return a document that holds nothing, for errors about a file as a whole
    public static YamlDocument empty() {
        Node nothing = Node.leaf(Json.Null.NULL, 1, 0, false);
        return new YamlDocument(1, Json.Null.NULL, Lines.of(nothing), References.of(nothing));
    }

    /// Divides a list. The line of a part is found by counting from the beginning of its document, so what looks at
    /// every item of a long list divides it first.
    ///
    /// @param field of the document's content, a list
    /// @return its items, each as a document of its own at the same place
    public List<YamlDocument> items(String field) {
        if (!(content instanceof Json.Obj obj) || !(obj.get(field).orElse(Json.Null.NULL) instanceof Json.Arr list)) {
            return List.of();
        }
        int part = lines.part(content, field) + 1;
        List<YamlDocument> items = new ArrayList<>();
        for (Json item : list.items()) {
            int parts = Lines.count(item);
            items.add(new YamlDocument(number, item, lines.slice(part, parts), References.none()));
            part += parts;
        }
        return items;
    }

    /// @return the line at which the document's content begins, from 1
    public int line() {
        return lines.line(content);
    }

    /// @param path field names and item numbers, such as `spec`, `ports`, `0`
    /// @return the line of the field or item, or of the nearest one above it that exists
    public int line(String... path) {
        return lines.line(content, path);
    }

    public Origin origin(String file) {
        return new Origin(file, number, line());
    }

    public Origin origin(String file, String... path) {
        return new Origin(file, number, line(path));
    }
}
