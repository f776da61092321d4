package io.pilothouse.repository.render;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.SliceFolders;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which files of a folder hold manifests. Refuses what would have to be passed over without a word: links, submodules,
/// and
/// folders made for other tools.
final class ManifestFiles {
    private static final Set<String> KUSTOMIZE = Set.of("kustomization.yaml", "kustomization.yml", "kustomization");
    private static final Set<String> HELM = Set.of("chart.yaml");

    private final FleetTree tree;
    private final Findings findings;

    ManifestFiles(FleetTree tree, Findings findings) {
        this.tree = tree;
        this.findings = findings;
    }

    /// @param isShallow leave sub folders out
    List<TreeEntry> in(String folder, boolean isShallow) throws DamagedTreeException {
        List<TreeEntry> found = new ArrayList<>();
        Optional<TreeEntry> itself = tree.find(folder);
        if (itself.isPresent() && !itself.get().isFolder()) {
            isUsable(itself.get());
            return found;
        }
        try {
            for (TreeEntry entry : isShallow ? tree.children(folder) : tree.files(folder)) {
                if (!entry.isFolder()
                        && !isHidden(entry, folder)
                        && isUsable(entry)
                        && SliceFolders.isManifest(entry)) {
                    found.add(entry);
                }
            }
        } catch (OversizedTreeException e) {
            findings.add(e.error());
        }
        return found;
    }

    private static boolean isHidden(TreeEntry entry, String folder) {
        return entry.path().substring(folder.length()).contains("/.");
    }

    private boolean isUsable(TreeEntry entry) {
        Origin origin = new Origin(PathNames.printable(entry.path()), 1, 1);
        var problem = PathNames.problem(entry.path());
        if (problem.isPresent()) {
            findings.add("PH-102", origin, problem.get());
            return false;
        }
        switch (entry.kind()) {
            case SYMLINK -> findings.add("PH-101", origin, "Symbolic links are not supported: commit the file itself.");
            case SUBMODULE ->
                findings.add("PH-101", origin, "Submodules are not supported: commit the files themselves.");
            case FILE, FOLDER -> {
                String name = entry.name().toLowerCase(Locale.ROOT);
                if (KUSTOMIZE.contains(name)) {
                    findings.add(
                            "PH-123",
                            origin,
                            "Kustomize is not supported by this version of Pilothouse: use plain manifests, and name"
                                    + " shared folders in application.yaml (spec.source.paths).");
                    return false;
                }
                if (HELM.contains(name)) {
                    findings.add(
                            "PH-123",
                            origin,
                            "Helm charts are not supported by this version of Pilothouse: commit the chart's rendered"
                                    + " manifests.");
                    return false;
                }
                return true;
            }
        }
        return false;
    }
}
