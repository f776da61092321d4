package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.yaml.Dialect;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The objects of a file: one in each document, lists opened.
final class Manifests {
    private final List<InputError> errors = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();

    private Manifests() {}

    static List<Resource> in(FleetTree tree, TreeEntry entry, Documents documents)
            throws RefusedSourceException, DamagedTreeException {
        String file = tree.prefix() + entry.path();
        YamlFile parsed = documents.parse(tree, entry, Dialect.KUSTOMIZE);
        if (!parsed.isUsable()) {
            throw new RefusedSourceException(parsed.errors(file));
        }
        Manifests manifests = new Manifests();
        Deque<Place> places = new ArrayDeque<>();
        Deque<Json> values = new ArrayDeque<>();
        for (YamlDocument document : parsed.documents()) {
            values.add(document.content());
            places.add(new Place(file, document, List.of()));
        }
        return manifests.opened(values, places);
    }

    /// @param written objects written in place, which all stand where the text does
    static List<Resource> in(Written written) throws RefusedSourceException {
        Deque<Place> places = new ArrayDeque<>();
        Deque<Json> values = new ArrayDeque<>();
        for (YamlDocument document : InlineYaml.documents(written, Dialect.KUSTOMIZE)) {
            values.add(document.content());
            places.add(written.place());
        }
        return new Manifests().opened(values, places);
    }

    /// The items of a list come after everything that is in the file itself.
    private List<Resource> opened(Deque<Json> values, Deque<Place> places) throws RefusedSourceException {
        while (!values.isEmpty()) {
            Json value = values.removeFirst();
            Place place = places.removeFirst();
            if (!(value instanceof Json.Obj object)) {
                refuse(place, "This is not an object with apiVersion, kind and metadata.");
            } else if (isList(object)) {
                List<Json> items = object.items("items");
                values.addAll(items);
                places.addAll(place.items("items", items.size()));
            } else if (!object.fields().isEmpty()) {
                add(object, place);
            }
        }
        if (!errors.isEmpty()) {
            throw new RefusedSourceException(errors);
        }
        return resources;
    }

    private static boolean isList(Json.Obj object) {
        Json items = object.get("items").orElse(Json.Num.of(0));
        return object.text("kind").orElse("").endsWith("List")
                && (items instanceof Json.Arr || items instanceof Json.Null);
    }

    private void add(Json.Obj object, Place place) {
        if (object.text("kind").orElse("").isEmpty()) {
            refuse(place, "The object has no kind.");
            return;
        }
        if (object.text("metadata", "name").orElse("").isEmpty()) {
            refuse(place, "The object has no name: set metadata.name.");
            return;
        }
        resources.add(Resource.of(object, place));
    }

    private void refuse(Place place, String message) {
        errors.add(new InputError("PH-150", place.origin(), message));
    }
}
