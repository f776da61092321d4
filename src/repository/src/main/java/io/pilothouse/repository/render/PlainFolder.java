package io.pilothouse.repository.render;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.SliceFolders;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A folder of YAML and JSON: every file that is not hidden, each `List` opened. Refuses what would have to be passed
/// over without a word: links, submodules, and folders made for other tools.
final class PlainFolder implements Ingredients {
    private static final Set<String> KUSTOMIZE = Set.of("kustomization.yaml", "kustomization.yml", "kustomization");
    private static final String CHART = "chart.yaml";
    private static final long MOST_BYTES = 10L << 20;
    private static final String OURS = "pilothouse.io/";

    private final FleetTree tree;
    private final Documents documents;
    private final String folder;
    private final List<InputError> errors = new ArrayList<>();
    private final List<TreeEntry> manifests = new ArrayList<>();
    private final Reads.Builder reads = new Reads.Builder();
    private boolean isOversized;

    private PlainFolder(FleetTree tree, Documents documents, String folder) {
        this.tree = tree;
        this.documents = documents;
        this.folder = folder;
    }

    /// @param isShallow leave sub folders out
    /// @param isManifest tells the files that are meant for the cluster from those that are settings
    static PlainFolder find(
            FleetTree tree, Documents documents, String folder, boolean isShallow, Predicate<TreeEntry> isManifest)
            throws DamagedTreeException {
        PlainFolder found = new PlainFolder(tree, documents, folder);
        found.look(isShallow, isManifest);
        return found;
    }

    private void look(boolean isShallow, Predicate<TreeEntry> isManifest) throws DamagedTreeException {
        Optional<TreeEntry> itself = tree.find(folder);
        if (itself.isEmpty()) {
            reads.missing(tree, folder);
            return;
        }
        if (!itself.get().isFolder()) {
            reads.add(tree, itself.get());
            isUsable(itself.get());
            return;
        }
        reads.listed(tree, itself.get());
        try {
            long bytes = 0;
            for (TreeEntry entry : isShallow ? tree.children(folder) : tree.files(folder)) {
                if (!entry.isFolder() && !isHidden(entry) && isUsable(entry) && SliceFolders.isManifest(entry)) {
                    if (isManifest.test(entry)) {
                        reads.add(tree, entry);
                        manifests.add(entry);
                        bytes += tree.size(entry);
                    }
                }
            }
            isOversized = bytes > MOST_BYTES;
            if (isOversized) {
                errors.add(new InputError(
                        "PH-156",
                        new Origin(tree.prefix() + folder, 1, 1),
                        "The application's files are %,d bytes large; the limit is %,d: split it."
                                .formatted(bytes, MOST_BYTES)));
            }
        } catch (OversizedTreeException e) {
            isOversized = true;
            errors.add(e.error());
        }
        // what is refused is read too: its coming and going changes what is rendered
        errors.forEach(error -> reads.supply(error.toString(), ""));
    }

    private boolean isHidden(TreeEntry entry) {
        return ("/" + entry.path().substring(folder.length())).contains("/.");
    }

    private boolean isUsable(TreeEntry entry) {
        Origin origin = new Origin(tree.prefix() + PathNames.printable(entry.path()), 1, 1);
        var problem = PathNames.problem(entry.path());
        if (problem.isPresent()) {
            errors.add(new InputError("PH-102", origin, problem.get()));
            return false;
        }
        switch (entry.kind()) {
            case SYMLINK ->
                errors.add(
                        new InputError("PH-101", origin, "Symbolic links are not supported: commit the file itself."));
            case SUBMODULE ->
                errors.add(
                        new InputError("PH-101", origin, "Submodules are not supported: commit the files themselves."));
            case FILE, FOLDER -> {
                return isPlain(entry, origin);
            }
        }
        return false;
    }

    private boolean isPlain(TreeEntry entry, Origin origin) {
        String name = entry.name().toLowerCase(Locale.ROOT);
        boolean isKustomize = KUSTOMIZE.contains(name);
        if (isKustomize || name.equals(CHART)) {
            errors.add(new InputError(
                    "PH-101",
                    origin,
                    (isKustomize ? "A kustomization" : "A chart")
                            + " stands below a folder of plain manifests and would"
                            + " be passed over: name its folder in application.yaml (spec.source.path), or move it."));
            return false;
        }
        return true;
    }

    @Override
    public Reads reads() {
        return reads.build();
    }

    @Override
    public List<SourceObject> render() throws RefusedSourceException, DamagedTreeException {
        List<InputError> all = new ArrayList<>(errors);
        List<SourceObject> objects = new ArrayList<>();
        if (!isOversized) {
            for (TreeEntry file : manifests) {
                read(file, objects, all);
            }
        }
        if (!all.isEmpty()) {
            throw new RefusedSourceException(all, objects);
        }
        return objects;
    }

    private void read(TreeEntry entry, List<SourceObject> objects, List<InputError> all) throws DamagedTreeException {
        YamlFile parsed = documents.parse(tree, entry);
        String file = tree.prefix() + entry.path();
        parsed.errors(file).forEach(all::add);
        for (YamlDocument document : parsed.documents()) {
            Place place = new Place(file, document, List.of());
            if (!(document.content() instanceof Json.Obj object)) {
                all.add(new InputError(
                        "PH-150", place.origin(), "The document is not an object with apiVersion, kind and metadata."));
            } else if (object.text("apiVersion").orElse("").startsWith(OURS)) {
                all.add(new InputError(
                        "PH-124",
                        place.origin("kind"),
                        "Objects of " + OURS + "v1 are no manifests: an Application stands in application.yaml"
                                + " directly in its application's folder, a NamespacePolicy in namespace.yaml directly"
                                + " in its namespace's folder, the others below fleet/."));
            } else if (object.text("kind").orElse("").endsWith("List")
                    && object.get("items").orElse(Json.Null.NULL) instanceof Json.Arr items) {
                open(place, items, objects, all);
            } else {
                objects.add(new SourceObject(object, place));
            }
        }
    }

    private static void open(Place list, Json.Arr items, List<SourceObject> objects, List<InputError> all) {
        List<Place> places = list.items("items", items.items().size());
        int number = 0;
        for (Json item : items.items()) {
            Place place = places.get(number++);
            if (!(item instanceof Json.Obj object)) {
                all.add(new InputError("PH-150", place.origin(), "The list's item is not an object."));
            } else if (object.get("items").orElse(Json.Null.NULL) instanceof Json.Arr) {
                all.add(new InputError(
                        "PH-150", place.origin(), "A list within a list is not supported: write its items out."));
            } else {
                objects.add(new SourceObject(object, place));
            }
        }
    }
}
