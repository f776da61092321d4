package io.pilothouse.repository.layout;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.layout.field.Fields;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import java.util.List;
import java.util.Optional;

/// Opens a file that holds one document of one kind of ours.
final class LayoutFile {
    static final String API_VERSION = "pilothouse.io/v1";
    private static final List<String> KINDS = List.of("Fleet", "Cluster", "Group", "Application", "NamespacePolicy");

    private LayoutFile() {}

    /// @return the fields of its `spec`; if empty, `errors` says why
    static Optional<Fields> spec(FleetTree tree, Documents files, TreeEntry entry, String kind, List<InputError> errors)
            throws DamagedTreeException {
        String file = entry.path();
        if (!entry.isFile()) {
            errors.add(new InputError(
                    "PH-101", new Origin(file, 1, 1), "This must be a file, but is a link, a submodule or a folder."));
            return Optional.empty();
        }
        YamlFile parsed = files.parse(tree, entry);
        if (!parsed.isUsable()) {
            errors.addAll(parsed.errors(file));
            return Optional.empty();
        }
        if (parsed.documents().size() != 1 || !(parsed.documents().getFirst().content() instanceof Json.Obj root)) {
            errors.add(new InputError(
                    "PH-124", new Origin(file, 1, 1), "The file must hold one document of kind " + kind + "."));
            return Optional.empty();
        }
        YamlDocument document = parsed.documents().getFirst();
        Fields fields = new Fields(file, document, root, List.of(), errors);
        int before = errors.size();
        Optional<String> version = fields.text("apiVersion");
        Optional<String> named = fields.text("kind");
        if (errors.size() == before && (version.isEmpty() || !version.get().equals(API_VERSION))) {
            fields.error("PH-124", "apiVersion", "must be " + API_VERSION);
        }
        if (errors.size() == before && (named.isEmpty() || !named.get().equals(kind))) {
            fields.error(
                    "PH-124",
                    "kind",
                    "must be " + kind + " in this file."
                            + (named.isPresent() && !KINDS.contains(named.get())
                                    ? NearestName.hint(named.get(), List.of(kind))
                                    : ""));
        }
        Optional<Fields> spec = fields.object("spec");
        fields.finish();
        if (errors.size() > before) {
            return Optional.empty();
        }
        return Optional.of(spec.orElseGet(() -> new Fields(file, document, Json.Obj.EMPTY, List.of("spec"), errors)));
    }
}
