package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.kustomize.Found.Part;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.yaml.Dialect;
import io.pilothouse.repository.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;

/// Which files the configuration of a builtin plugin names.
final class PluginFiles {
    private PluginFiles() {}

    static List<Written> of(Part part, FleetTree tree, Documents documents) throws DamagedTreeException {
        List<Written> files = new ArrayList<>();
        switch (part) {
            case Part.File file -> {
                for (PluginDocument one : PluginDocument.in(tree, file.entry(), documents)) {
                    collect(one, files);
                }
            }
            case Part.Inline inline -> PluginDocument.in(inline.written()).forEach(one -> collect(one, files));
            case Part.Kustomization kustomization -> {
                for (Part below : kustomization.found().resources()) {
                    files.addAll(of(below, kustomization.found().tree(), documents));
                }
            }
        }
        return files;
    }

    private static void collect(PluginDocument document, List<Written> files) {
        Json.Obj content = document.content();
        Place place = document.place();
        content.text("path").filter(path -> !path.isEmpty()).ifPresent(path -> files.add(new Written(path, place)));
        for (String field : List.of("paths", "envs", "files")) {
            for (Json item : content.items(field)) {
                if (item instanceof Json.Text text && !Finder.isInline(text.value())) {
                    String path = field.equals("files")
                            ? text.value().substring(text.value().indexOf('=') + 1)
                            : text.value();
                    files.add(new Written(path, place));
                }
            }
        }
        for (Json item : content.items("replacements")) {
            if (item instanceof Json.Obj replacement) {
                replacement.text("path").ifPresent(path -> files.add(new Written(path, place)));
            }
        }
    }

    /// One configuration.
    record PluginDocument(Json.Obj content, Place place) {

        static List<PluginDocument> in(FleetTree tree, TreeEntry entry, Documents documents)
                throws DamagedTreeException {
            List<PluginDocument> found = new ArrayList<>();
            for (YamlDocument document :
                    documents.parse(tree, entry, Dialect.KUSTOMIZE).documents()) {
                if (document.content() instanceof Json.Obj content) {
                    found.add(
                            new PluginDocument(content, new Place(tree.prefix() + entry.path(), document, List.of())));
                }
            }
            return found;
        }

        static List<PluginDocument> in(Written written) {
            List<PluginDocument> found = new ArrayList<>();
            for (YamlDocument document :
                    InlineYaml.parse(written, Dialect.KUSTOMIZE).documents()) {
                if (document.content() instanceof Json.Obj content) {
                    found.add(new PluginDocument(content, written.place()));
                }
            }
            return found;
        }
    }
}
