package io.pilothouse.repository.layout;

import io.pilothouse.core.slice.ApplicationFolder;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.SyncPolicy;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads an application's own settings.
public final class ApplicationReader {
    /// The file that holds them, in the application's folder.
    public static final String FILE = "application.yaml";

    private ApplicationReader() {}

    /// @param otherwise how the application is synced where it says nothing
    public static ApplicationSpec read(
            FleetTree tree, Documents files, ApplicationFolder application, SyncPolicy otherwise)
            throws DamagedTreeException {
        Optional<TreeEntry> file = tree.find(application.folder() + "/" + FILE);
        if (file.isEmpty()) {
            return new ApplicationSpec(List.of(), otherwise, List.of());
        }
        List<InputError> errors = new ArrayList<>();
        Optional<Fields> found = LayoutFile.spec(tree, files, file.get(), "Application", errors);
        if (found.isEmpty()) {
            return new ApplicationSpec(List.of(), otherwise, errors);
        }
        Fields spec = found.get();
        spec.notYet("variables", "ignore", "health", "serviceAccount", "objectives", "checklist");
        List<String> sources = sources(tree, application, spec);
        SyncPolicy policy = SyncFields.read(spec, otherwise);
        spec.finish();
        return new ApplicationSpec(sources, policy, errors);
    }

    private static List<String> sources(FleetTree tree, ApplicationFolder application, Fields spec)
            throws DamagedTreeException {
        List<String> sources = new ArrayList<>();
        Optional<Fields> found = spec.object("source");
        if (found.isEmpty()) {
            return sources;
        }
        Fields source = found.get();
        source.notYet("git", "helm", "kustomize");
        Optional<String> path = source.text("path");
        if (path.isPresent()) {
            add(tree, application, source, "path", path.get(), sources);
        }
        for (String each : source.texts("paths")) {
            add(tree, application, source, "paths", each, sources);
        }
        source.finish();
        return sources;
    }

    private static void add(
            FleetTree tree,
            ApplicationFolder application,
            Fields source,
            String field,
            String written,
            List<String> sources)
            throws DamagedTreeException {
        Optional<String> resolved = PathNames.resolve(written, application.folder());
        if (resolved.isEmpty() || PathNames.problem(written).isPresent()) {
            source.error(
                    "PH-103",
                    field,
                    "must name a folder of this repository, from its root or relative with ./ or ../, such as"
                            + " app/base/name");
            return;
        }
        String folder = resolved.get();
        Optional<TreeEntry> entry = tree.find(folder);
        if (entry.isEmpty()) {
            source.error("PH-103", field, "names the folder " + folder + ", which this commit does not have");
        } else if (!entry.get().isFolder()) {
            source.error("PH-103", field, "names " + folder + ", which is not a folder");
        } else if (PathNames.overlap(folder, application.folder())) {
            source.error(
                    "PH-103", field, "names " + folder + ", which holds the application's own folder or is held by it");
        } else if (sources.stream().anyMatch(other -> PathNames.overlap(other, folder))) {
            source.error("PH-103", field, "names " + folder + " twice, or a folder within another one it names");
        } else if (folder.equals("fleet") || folder.startsWith("fleet/")) {
            source.error("PH-103", field, "names a folder of fleet/, which holds no manifests");
        } else {
            sources.add(folder);
        }
    }
}
