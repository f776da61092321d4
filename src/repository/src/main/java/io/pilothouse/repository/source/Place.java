package io.pilothouse.repository.source;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.repository.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;

/// Where something stands in a file.
///
/// @param file path from the repository's root, beginning with the tree's own prefix
/// @param document the document in it
/// @param at where in the document: empty for all of it, or field names and item numbers such as `items`, `0`
public record Place(String file, YamlDocument document, List<String> at) {
    public Place {
        at = List.copyOf(at);
    }

    /// @return the file as a whole
    public static Place ofFile(String file) {
        return new Place(file, YamlDocument.empty(), List.of());
    }

    /// @param below field names and item numbers; what does not exist has the line of the nearest part above it
    public Origin origin(String... below) {
        List<String> path = new ArrayList<>(at);
        path.addAll(List.of(below));
        return document.origin(file, path.toArray(String[]::new));
    }

    /// @param field of a list
    /// @param number how many items it has
    /// @return the places of its items; those of a whole document's list are found without counting from its
    ///     beginning
    public List<Place> items(String field, int number) {
        if (at.isEmpty()) {
            return document.items(field).stream()
                    .map(item -> new Place(file, item, List.of()))
                    .toList();
        }
        List<Place> items = new ArrayList<>();
        for (int item = 0; item < number; item++) {
            items.add(in(List.of(field, Integer.toString(item))));
        }
        return items;
    }

    /// @return the place of a part
    public Place in(List<String> below) {
        List<String> path = new ArrayList<>(at);
        path.addAll(below);
        return new Place(file, document, path);
    }
}
