package io.pilothouse.repository.render;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.slice.ApplicationFolder;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.SliceEntry;
import io.pilothouse.core.slice.SliceFolders;
import io.pilothouse.core.slice.SyncPolicy;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.layout.ApplicationReader;
import io.pilothouse.repository.layout.ApplicationSpec;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Renders one application of plain YAML and JSON: all of it, or none of it and every reason why not.
public final class Renderer {
    private static final int MOST_OBJECTS = 5_000;
    private static final long MOST_BYTES = 10L << 20;
    private static final String OURS = "pilothouse.io/";

    private final Documents files;

    public Renderer(Documents files) {
        this.files = files;
    }

    /// @param policy how the application is synced where it says nothing itself
    public Rendering render(FleetTree tree, SliceEntry entry, SyncPolicy policy) throws DamagedTreeException {
        return new Run(tree, entry, policy).rendering();
    }

    /// One rendering.
    private final class Run {
        private final FleetTree tree;
        private final SliceEntry entry;
        private final SyncPolicy policy;
        private final ApplicationKey key;
        private final Findings findings = new Findings();
        private final Map<ResourceKey, Manifest> manifests = new LinkedHashMap<>();

        Run(FleetTree tree, SliceEntry entry, SyncPolicy policy) {
            this.tree = tree;
            this.entry = entry;
            this.policy = policy;
            this.key = entry.key();
        }

        Rendering rendering() throws DamagedTreeException {
            ApplicationFolder application = new ApplicationFolder(key, entry.folder(), isShallow());
            checkNames();
            ApplicationSpec spec = ApplicationReader.read(tree, files, application, policy);
            spec.errors().forEach(findings::add);
            List<TreeEntry> read = new ArrayList<>();
            ManifestFiles folders = new ManifestFiles(tree, findings);
            read.addAll(folders.in(entry.folder(), application.isShallow()));
            for (String source : spec.sources()) {
                read.addAll(folders.in(source, false));
            }
            if (isSmallEnough(read)) {
                for (TreeEntry file : read) {
                    read(file);
                }
            }
            if (findings.isEmpty() && manifests.isEmpty()) {
                findings.add(
                        "PH-125",
                        new Origin(entry.folder(), 1, 1),
                        "The application holds no manifest. Nothing is deleted; to remove the application, remove its"
                                + " folder.");
            }
            return findings.isEmpty()
                    ? new Rendering.Rendered(key, tree.revision(), spec.policy(), List.copyOf(manifests.values()))
                    : new Rendering.Refused(key, tree.revision(), findings.errors());
        }

        private boolean isShallow() {
            return entry.folder().equals(SliceFolders.infra(key.cluster()))
                    || entry.folder().equals(SliceFolders.app(key.cluster()) + "/" + key.namespace());
        }

        private void checkNames() throws DamagedTreeException {
            Origin origin = new Origin(PathNames.printable(entry.folder()), 1, 1);
            if (key.layer() == Layer.APP && !PathNames.isLabel(key.namespace())) {
                findings.add(
                        "PH-102",
                        origin,
                        "The folder of the namespace is named as no namespace can be: use lower-case letters, digits"
                                + " and dashes, at most 63.");
            }
            if (!PathNames.isLabel(key.name())) {
                findings.add(
                        "PH-102",
                        origin,
                        "The application's folder must be named with lower-case letters, digits and dashes, at most"
                                + " 63.");
            }
            if (isShallow() && tree.find(entry.folder() + "/" + key.name()).isPresent()) {
                findings.add(
                        "PH-154",
                        origin,
                        "The files in this folder and its sub folder " + key.name()
                                + "/ would be the same application: "
                                + "rename the sub folder, or move the files into it.");
            }
        }

        private boolean isSmallEnough(List<TreeEntry> read) throws DamagedTreeException {
            long bytes = 0;
            for (TreeEntry file : read) {
                bytes += tree.size(file);
            }
            if (bytes > MOST_BYTES) {
                findings.add(
                        "PH-156",
                        new Origin(entry.folder(), 1, 1),
                        "The application's files are %,d bytes large; the limit is %,d: split it."
                                .formatted(bytes, MOST_BYTES));
            }
            return bytes <= MOST_BYTES;
        }

        private void read(TreeEntry file) throws DamagedTreeException {
            if (file.path().equals(entry.folder() + "/" + ApplicationReader.FILE)) {
                return;
            }
            YamlFile parsed = files.parse(tree, file);
            parsed.errors(file.path()).forEach(findings::add);
            for (YamlDocument document : parsed.documents()) {
                if (!(document.content() instanceof Json.Obj object)) {
                    findings.add(
                            "PH-150",
                            document.origin(file.path()),
                            "The document is not an object with apiVersion, kind and metadata.");
                } else if (object.text("apiVersion").orElse("").startsWith(OURS)) {
                    refuseOurs(file, document);
                } else if (object.text("kind").orElse("").endsWith("List")
                        && object.get("items").orElse(Json.Null.NULL) instanceof Json.Arr items) {
                    open(file, document, items);
                } else {
                    add(file, document, object, List.of());
                }
            }
        }

        private void refuseOurs(TreeEntry file, YamlDocument document) {
            findings.add(
                    "PH-124",
                    document.origin(file.path(), "kind"),
                    "Objects of " + OURS + "v1 are no manifests: an Application stands in " + ApplicationReader.FILE
                            + " directly in its application's folder, the others below fleet/.");
        }

        private void open(TreeEntry file, YamlDocument document, Json.Arr items) {
            int number = 0;
            for (Json item : items.items()) {
                List<String> at = List.of("items", Integer.toString(number++));
                Origin origin = document.origin(file.path(), at.toArray(String[]::new));
                if (!(item instanceof Json.Obj object)) {
                    findings.add("PH-150", origin, "The list's item is not an object.");
                } else if (object.get("items").orElse(Json.Null.NULL) instanceof Json.Arr) {
                    findings.add("PH-150", origin, "A list within a list is not supported: write its items out.");
                } else {
                    add(file, document, object, at);
                }
            }
        }

        private void add(TreeEntry file, YamlDocument document, Json.Obj object, List<String> at) {
            new ObjectCheck(key, findings)
                    .check(new SourceObject(object, new Place(file.path(), document, at)))
                    .ifPresent(manifest -> {
                        Manifest before = manifests.putIfAbsent(manifest.key(), manifest);
                        if (before != null) {
                            findings.add(
                                    "PH-154",
                                    manifest.origin(),
                                    manifest.key() + " is declared twice in this application, first at "
                                            + before.origin() + ": remove one.");
                        } else if (manifests.size() == MOST_OBJECTS + 1) {
                            findings.add(
                                    "PH-156",
                                    manifest.origin(),
                                    "The application holds more than " + MOST_OBJECTS + " objects: split it.");
                        }
                    });
        }
    }
}
