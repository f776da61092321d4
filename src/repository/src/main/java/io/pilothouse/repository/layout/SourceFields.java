package io.pilothouse.repository.layout;

import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.layout.field.Fields;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `source` of an application.
final class SourceFields {
    private final FleetTree tree;
    private final ApplicationLayout application;
    private final List<SourceSpec> sources = new ArrayList<>();

    SourceFields(FleetTree tree, ApplicationLayout application) {
        this.tree = tree;
        this.application = application;
    }

    List<SourceSpec> read(Fields spec) throws DamagedTreeException {
        Optional<Fields> found = spec.object("source");
        if (found.isEmpty()) {
            return List.of();
        }
        Fields source = found.get();
        Optional<String> path = source.text("path");
        if (path.isPresent()) {
            folder(source, "path", path.get());
        }
        for (String each : source.texts("paths")) {
            folder(source, "paths", each);
        }
        source.object("git").flatMap(SourceFields::elsewhere).ifPresent(sources::add);
        Optional<Fields> helm = source.object("helm");
        if (helm.isPresent()) {
            new ChartFields(tree, application).read(helm.get()).ifPresent(sources::add);
        }
        source.finish();
        return sources;
    }

    private void folder(Fields source, String field, String written) throws DamagedTreeException {
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
        } else if (sources.stream()
                .anyMatch(other ->
                        other instanceof SourceSpec.Folder before && PathNames.overlap(before.path(), folder))) {
            source.error("PH-103", field, "names " + folder + " twice, or a folder within another one it names");
        } else if (folder.equals("fleet") || folder.startsWith("fleet/")) {
            source.error("PH-103", field, "names a folder of fleet/, which holds no manifests");
        } else {
            sources.add(new SourceSpec.Folder(folder, source.place().in(List.of(field))));
        }
    }

    private static Optional<SourceSpec> elsewhere(Fields git) {
        Optional<String> url = git.required("url");
        String ref = git.text("ref").orElse("");
        String written = git.text("path").orElse("");
        Optional<String> path = written.isEmpty() || written.equals(".")
                ? Optional.of("")
                : PathNames.problem(written).isPresent() ? Optional.empty() : PathNames.resolve(written, "");
        git.finish();
        if (path.isEmpty()) {
            git.error("PH-103", "path", "must name a folder of that repository, from its root");
        }
        return url.isEmpty() || path.isEmpty()
                ? Optional.empty()
                : Optional.of(new SourceSpec.Elsewhere(new GitReference(url.get(), ref), path.get(), git.place()));
    }
}
