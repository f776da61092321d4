package io.pilothouse.repository.tool.lint;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.ClusterLayout;
import io.pilothouse.repository.layout.LayoutException;
import io.pilothouse.repository.layout.SliceReader;
import io.pilothouse.repository.render.Recipe;
import io.pilothouse.repository.render.Rendered;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.rule.RuleCheck;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks through one cluster: everything its agent would refuse, and what two of its applications disagree about.
final class ClusterLint {
    /// Of a limit, from which on it is worth saying.
    private static final double CLOSE = 0.8;

    private final FleetTree tree;
    private final Renderer renderer;
    private final Report report;
    private final Seen seen;
    private final RuleCheck rules = new RuleCheck();

    private record Declared(ApplicationKey application, Origin origin) {}

    ClusterLint(FleetTree tree, Renderer renderer, Report report, Seen seen) {
        this.tree = tree;
        this.renderer = renderer;
        this.report = report;
        this.seen = seen;
    }

    void look(String cluster) throws DamagedTreeException {
        String file = "fleet/clusters/" + cluster + ".yaml";
        seen.read(file);
        try {
            look(renderer.layout(tree, cluster));
        } catch (LayoutException e) {
            seen.missedCluster();
            List<InputError> errors = e.errors().isEmpty()
                    ? List.of(new InputError(e.code(), new Origin(file, 1, 1), String.valueOf(e.getMessage())))
                    : e.errors();
            report.add(Severity.ERROR, errors, cluster, "");
        }
    }

    private void look(ClusterLayout layout) throws DamagedTreeException {
        String cluster = layout.fleet().cluster().name();
        layout.fleet().groups().forEach(group -> seen.group(group.name()));
        List<HealthRule> shared = layout.fleet().policy().health();
        report.add(Severity.ERROR, rules.check(shared), cluster, "");
        Map<ResourceKey, Declared> declared = new HashMap<>();
        DependencyLint dependencies = new DependencyLint(report);
        for (ApplicationLayout application : layout.applications().values()) {
            Recipe recipe = renderer.recipe(tree, application, layout.fleet());
            recipe.reads().ids().forEach((path, id) -> {
                if (!id.isEmpty()) {
                    seen.read(path);
                }
            });
            seen.application();
            dependencies.take(application, recipe.spec());
            Rendered rendered = renderer.render(tree, recipe);
            String name = application.key().path();
            List<HealthRule> own = recipe.spec().policy().health().stream()
                    .filter(rule -> !shared.contains(rule))
                    .toList();
            report.add(Severity.ERROR, rules.check(own), cluster, name);
            report.add(Severity.WARNING, rendered.warnings(), cluster, name);
            switch (rendered.rendering()) {
                case Rendering.Refused refused -> {
                    seen.missedSomething();
                    report.add(Severity.ERROR, refused.errors(), cluster, name);
                }
                case Rendering.Rendered usable -> look(application, usable.manifests(), declared);
            }
        }
        dependencies.look();
        sayIfClose(
                layout.applications().size(),
                SliceReader.MOST_APPLICATIONS,
                "applications for the cluster",
                new Origin("fleet/clusters/" + cluster + ".yaml", 1, 1),
                cluster,
                "");
    }

    private void look(ApplicationLayout application, List<Manifest> manifests, Map<ResourceKey, Declared> declared) {
        ApplicationKey key = application.key();
        sayIfClose(
                manifests.size(),
                Renderer.MOST_OBJECTS,
                "objects in the application",
                application.origin(),
                key.cluster(),
                key.path());
        for (Manifest manifest : manifests) {
            Declared before = declared.putIfAbsent(manifest.key(), new Declared(key, manifest.origin()));
            if (before != null) {
                String sentence = manifest.key() + " is declared by two applications of the cluster: by "
                        + before.application().path() + " at " + before.origin() + ", and here by " + key.path()
                        + ". Each would undo what the other does: remove one.";
                report.add(
                        Severity.ERROR,
                        List.of(new InputError("PH-160", manifest.origin(), sentence)),
                        key.cluster(),
                        key.path());
            }
        }
    }

    private void sayIfClose(int count, int limit, String what, Origin origin, String cluster, String application) {
        if (count > CLOSE * limit) {
            String sentence = "There are %,d %s; the limit is %,d, beyond which nothing of it is applied."
                    .formatted(count, what, limit);
            report.add(Severity.NOTICE, List.of(new InputError("PH-168", origin, sentence)), cluster, application);
        }
    }
}
