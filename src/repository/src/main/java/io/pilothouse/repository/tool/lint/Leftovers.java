package io.pilothouse.repository.tool.lint;

import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.SliceFolders;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Walks `fleet/`, `infra/` and `app/` for manifests that nobody reads and for names that some file systems cannot hold
/// side by side.
final class Leftovers {
    /// Folders that are there to hold others: said of each of those instead.
    private static final Set<String> SKELETON = Set.of("base", "overlays", "clusters", "components");

    private final FleetTree tree;
    private final Report report;
    private final Seen seen;

    Leftovers(FleetTree tree, Report report, Seen seen) {
        this.tree = tree;
        this.report = report;
        this.seen = seen;
    }

    /// @param clusters those that the fleet has
    void look(List<String> clusters) throws DamagedTreeException, OversizedTreeException {
        walk("fleet", 0, clusters, true);
        for (Layer layer : Layer.values()) {
            walk(layer.folder(), 0, clusters, !seen.isWhole());
        }
    }

    /// @param isSettled nothing need be said any more about what nobody reads
    private void walk(String folder, int depth, List<String> clusters, boolean isSettled)
            throws DamagedTreeException, OversizedTreeException {
        if (depth > FleetTree.DEEPEST) {
            return;
        }
        List<TreeEntry> entries = tree.children(folder);
        collisions(entries);
        for (TreeEntry entry : entries) {
            if (entry.isHidden()) {
                continue;
            }
            boolean isUnread = !isSettled && !seen.isReadAt(entry.path());
            if (!entry.isFolder()) {
                if (isUnread && SliceFolders.isManifest(entry)) {
                    sayUnread(entry, "Nobody reads this file");
                }
                continue;
            }
            boolean isSkeleton = isSkeleton(entry.path(), clusters);
            boolean isSaid = isUnread && !isSkeleton && holdsManifest(entry);
            if (isSaid) {
                sayUnread(entry, "No application of any cluster reads this folder");
            }
            boolean isUnknownCluster = isClusterFolder(entry.path()) && !clusters.contains(entry.name());
            walk(entry.path(), depth + 1, clusters, isSettled || isSaid || isUnknownCluster);
        }
    }

    private static boolean isSkeleton(String path, List<String> clusters) {
        String[] parts = path.split("/", -1);
        return parts.length == 1
                || (parts.length == 2 && SKELETON.contains(parts[1]))
                || (parts.length == 3 && parts[1].equals("overlays"))
                || isClusterFolder(path)
                || (parts.length == 4 && parts[1].equals("clusters") && clusters.contains(parts[2]));
    }

    private static boolean isClusterFolder(String path) {
        String[] parts = path.split("/", -1);
        return parts.length == 3 && parts[1].equals("clusters");
    }

    private boolean holdsManifest(TreeEntry folder) throws DamagedTreeException, OversizedTreeException {
        return tree.files(folder.path()).stream().anyMatch(SliceFolders::isManifest);
    }

    private void sayUnread(TreeEntry entry, String what) {
        report.add(
                Severity.NOTICE,
                "PH-163",
                new Origin(PathNames.printable(entry.path()), 1, 1),
                what + ": name it where it is wanted (spec.source in application.yaml, a group, a kustomization), or"
                        + " remove it.");
    }

    private void collisions(List<TreeEntry> entries) {
        Map<String, TreeEntry> folded = new HashMap<>();
        for (TreeEntry entry : entries) {
            TreeEntry before = folded.putIfAbsent(entry.name().toLowerCase(Locale.ROOT), entry);
            if (before != null) {
                report.add(
                        Severity.WARNING,
                        "PH-167",
                        new Origin(PathNames.printable(entry.path()), 1, 1),
                        "The name differs from that of " + PathNames.printable(before.path())
                                + " in upper and lower case"
                                + " only, so that a checkout on Windows or macOS holds one of the two: rename it.");
            }
        }
    }
}
