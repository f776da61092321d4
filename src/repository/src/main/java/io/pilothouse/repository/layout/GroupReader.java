package io.pilothouse.repository.layout;

import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.LabelSelector;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.SliceFolders;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.layout.field.Fields;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `fleet/groups/`. A group that cannot be read stops every slice, because nobody can tell whose applications it
/// would have named, and what is missing from a slice may be deleted.
final class GroupReader {
    static final String FOLDER = "fleet/groups";
    private static final int MOST = 1_000;

    private final FleetTree tree;
    private final Documents documents;
    private final List<InputError> errors;

    GroupReader(FleetTree tree, Documents documents, List<InputError> errors) {
        this.tree = tree;
        this.documents = documents;
        this.errors = errors;
    }

    /// @return the groups, by name
    List<GroupSpec> read() throws DamagedTreeException, OversizedTreeException {
        List<GroupSpec> groups = new ArrayList<>();
        for (TreeEntry entry : tree.children(FOLDER)) {
            if (!SliceFolders.isManifest(entry)) {
                continue;
            }
            String name = entry.name().substring(0, entry.name().lastIndexOf('.'));
            if (!entry.name().endsWith(".yaml") || !PathNames.isLabel(name)) {
                errors.add(new InputError(
                        "PH-102",
                        new Origin(PathNames.printable(entry.path()), 1, 1),
                        "A group's file is named <group>.yaml, of lower-case letters, digits and dashes: rename it."));
                continue;
            }
            group(name, entry).ifPresent(groups::add);
        }
        if (groups.size() > MOST) {
            errors.add(new InputError(
                    "PH-104", new Origin(FOLDER, 1, 1), "There are more than " + MOST + " groups: join some."));
        }
        return groups;
    }

    private Optional<GroupSpec> group(String name, TreeEntry file) throws DamagedTreeException {
        Optional<Fields> found = LayoutFile.spec(tree, documents, file, "Group", errors);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields spec = found.get();
        Optional<LabelSelector> selector = SelectorFields.read(spec);
        if (selector.isEmpty()) {
            spec.requires("selector");
        }
        Map<String, String> variables = VariableFields.read(spec);
        List<GroupInclude> includes = new ArrayList<>();
        for (Fields include : spec.objects("include")) {
            include(include).ifPresent(includes::add);
            include.finish();
        }
        spec.finish();
        return selector.map(chosen -> new GroupSpec(name, chosen, variables, includes, new Origin(file.path(), 1, 1)));
    }

    private static Optional<GroupInclude> include(Fields include) {
        Optional<String> path = include.required("path");
        Optional<String> as = include.text("as");
        Optional<String> namespace = include.text("namespace");
        Map<String, String> variables = VariableFields.read(include);
        Optional<String> folder = path.flatMap(written ->
                PathNames.problem(written).isPresent() ? Optional.empty() : PathNames.resolve(written, FOLDER));
        Optional<Layer> layer = folder.flatMap(GroupReader::layer);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (layer.isEmpty()) {
            include.error(
                    "PH-103",
                    "path",
                    "must name a folder below infra/ or app/, which decides what it may hold, such as app/base/name");
            return Optional.empty();
        }
        String name = as.orElse(folder.get().substring(folder.get().lastIndexOf('/') + 1));
        if (!PathNames.isLabel(name)) {
            include.wrong(
                    as.isPresent() ? "as" : "path",
                    "gives the application its name: it must be of lower-case letters, digits and dashes, at most 63;"
                            + " name it with \"as\"");
            return Optional.empty();
        }
        boolean isApp = layer.get() == Layer.APP;
        if (isApp != namespace.isPresent()) {
            include.wrong(
                    "namespace", isApp ? "is needed for a folder below app/" : "is not for a folder below infra/");
            return Optional.empty();
        }
        if (isApp && !PathNames.isLabel(namespace.get())) {
            include.wrong("namespace", "must be a namespace's name");
            return Optional.empty();
        }
        return Optional.of(new GroupInclude(
                layer.get(), namespace.orElse(""), name, folder.get(), variables, include.origin("path")));
    }

    private static Optional<Layer> layer(String folder) {
        for (Layer layer : Layer.values()) {
            if (folder.startsWith(layer.folder() + "/")) {
                return Optional.of(layer);
            }
        }
        return Optional.empty();
    }
}
