package io.pilothouse.repository.tool.lint;

import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.SliceFolders;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.util.List;

/// Holds the folders of clusters against `fleet/`, and the other way round.
final class FleetFolder {
    private static final String ENDING = ".yaml";

    private final FleetTree tree;
    private final Report report;
    private final Seen seen;

    FleetFolder(FleetTree tree, Report report, Seen seen) {
        this.tree = tree;
        this.report = report;
        this.seen = seen;
    }

    void look(List<String> clusters) throws DamagedTreeException, OversizedTreeException {
        unclaimed("fleet", List.of("fleet.yaml"), "fleet.yaml alone stands here");
        unclaimed(
                "fleet/clusters", clusters.stream().map(name -> name + ENDING).toList(), "<cluster>.yaml stands here");
        for (TreeEntry entry : tree.children("fleet")) {
            boolean isOurs = entry.name().equals("clusters") || entry.name().equals("groups");
            if (entry.isFolder() && !entry.isHidden() && !isOurs) {
                for (TreeEntry below : tree.files(entry.path())) {
                    unclaimed(below, "only fleet.yaml, clusters/ and groups/ mean something below fleet/");
                }
            }
        }
        groups();
        for (Layer layer : Layer.values()) {
            for (TreeEntry entry : tree.children(layer.folder() + "/clusters")) {
                if (entry.isFolder() && !entry.isHidden() && !clusters.contains(entry.name())) {
                    report.add(
                            Severity.WARNING,
                            "PH-161",
                            origin(entry),
                            "The fleet has no cluster of this name (fleet/clusters/" + PathNames.printable(entry.name())
                                    + ".yaml), so nobody reads the folder: describe the cluster, or remove the folder."
                                    + NearestName.hint(entry.name(), clusters));
                }
            }
        }
    }

    private void groups() throws DamagedTreeException, OversizedTreeException {
        for (TreeEntry entry : tree.children("fleet/groups")) {
            String name = entry.name().replaceFirst("\\.yaml$", "");
            boolean isGroup = SliceFolders.isManifest(entry) && entry.name().endsWith(ENDING);
            if (isGroup && seen.hasEveryCluster() && !seen.isGroupUsed(name)) {
                report.add(
                        Severity.WARNING,
                        "PH-162",
                        origin(entry),
                        "The group's selector matches no cluster's labels, so that nothing of it is used: correct it,"
                                + " or remove the group.");
            }
        }
    }

    private void unclaimed(String folder, List<String> claimed, String rule)
            throws DamagedTreeException, OversizedTreeException {
        for (TreeEntry entry : tree.children(folder)) {
            if (!claimed.contains(entry.name())) {
                unclaimed(entry, rule);
            }
        }
    }

    private void unclaimed(TreeEntry entry, String rule) {
        if (SliceFolders.isManifest(entry)) {
            report.add(
                    Severity.WARNING,
                    "PH-164",
                    origin(entry),
                    "Nobody reads this file: " + rule + ", named with lower-case letters, digits and dashes.");
        }
    }

    private static Origin origin(TreeEntry entry) {
        return new Origin(PathNames.printable(entry.path()), 1, 1);
    }
}
