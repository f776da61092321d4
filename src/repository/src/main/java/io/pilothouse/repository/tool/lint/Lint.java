package io.pilothouse.repository.tool.lint;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.layout.Environment;
import io.pilothouse.repository.layout.LayoutException;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.util.List;
import java.util.Map;

/// Looks through a fleet repository. Beside what the agents would refuse:
///
/// | Code | Says |
/// |---|---|
/// | PH-160 | two applications of a cluster declare the same object |
/// | PH-161 | a folder for a cluster that the fleet does not know |
/// | PH-162 | a group that is no cluster's |
/// | PH-163 | manifests that nobody reads |
/// | PH-164 | a file below fleet/ that means nothing |
/// | PH-165 | a word that YAML's versions read differently |
/// | PH-166 | an environment whose branch does not exist |
/// | PH-167 | names that differ in upper and lower case only |
/// | PH-168 | something close to its limit |
/// | PH-169 | a fleet without clusters |
/// | PH-367 | what an application depends on is not there, or goes round in a circle |
/// | PH-193 | a health rule that cannot be used |
/// | PH-194 | a health rule that disagrees with its example |
public final class Lint {
    private final FleetTree tree;
    private final Renderer renderer;
    private final Report report = new Report();
    private final Seen seen = new Seen();

    private Lint(FleetTree tree, Renderer renderer) {
        this.tree = tree;
        this.renderer = renderer;
    }

    /// Looks through everything.
    public static LintResult of(FleetTree tree, Renderer renderer, Branches branches) throws DamagedTreeException {
        return new Lint(tree, renderer).whole(branches);
    }

    /// Looks through some clusters, and leaves out what only shows when all of them are looked at.
    public static LintResult of(FleetTree tree, Renderer renderer, List<String> clusters) throws DamagedTreeException {
        return new Lint(tree, renderer).some(clusters);
    }

    private LintResult some(List<String> clusters) throws DamagedTreeException {
        ClusterLint each = new ClusterLint(tree, renderer, report, seen);
        for (String cluster : clusters) {
            each.look(cluster);
        }
        new AmbiguousWords(tree, report).look(seen.reads());
        return new LintResult(report.findings(), clusters.size(), seen.applications());
    }

    private LintResult whole(Branches branches) throws DamagedTreeException {
        List<String> clusters = clusters();
        environments(branches);
        if (clusters.isEmpty()) {
            report.add(
                    Severity.NOTICE,
                    "PH-169",
                    new Origin("fleet/clusters", 1, 1),
                    "The fleet has no cluster yet: describe the first in fleet/clusters/<cluster>.yaml.");
        }
        ClusterLint each = new ClusterLint(tree, renderer, report, seen);
        for (String cluster : clusters) {
            each.look(cluster);
        }
        try {
            new FleetFolder(tree, report, seen).look(clusters);
            new Leftovers(tree, report, seen).look(clusters);
        } catch (OversizedTreeException e) {
            report.add(Severity.ERROR, List.of(e.error()));
        }
        new AmbiguousWords(tree, report).look(seen.reads());
        return new LintResult(report.findings(), clusters.size(), seen.applications());
    }

    private List<String> clusters() throws DamagedTreeException {
        try {
            return renderer.slices().clusters(tree);
        } catch (LayoutException e) {
            report.add(Severity.ERROR, e.errors());
            return List.of();
        }
    }

    private void environments(Branches branches) throws DamagedTreeException {
        Map<String, Environment> environments;
        try {
            environments = renderer.slices().environments(tree);
        } catch (LayoutException e) {
            // each cluster that reads the file says so too, and the report makes one finding of it
            report.add(Severity.ERROR, e.errors());
            return;
        }
        for (Environment environment : environments.values()) {
            String branch = environment.branch();
            if (branches.isComplete() && !branch.isEmpty() && !branches.names().contains(branch)) {
                report.add(
                        Severity.WARNING,
                        List.of(new InputError(
                                "PH-166",
                                new Origin("fleet/fleet.yaml", 1, 1),
                                "The environment " + environment.name() + " follows the branch " + branch
                                        + ", which this repository does not have: create the branch, or correct its"
                                        + " name.")));
            }
        }
    }
}
