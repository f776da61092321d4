package io.pilothouse.repository.tool;

import io.pilothouse.core.slice.NearestName;
import io.pilothouse.repository.layout.ClusterLayout;
import io.pilothouse.repository.layout.Environment;
import io.pilothouse.repository.layout.LayoutException;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.tool.compare.ClusterChange;
import io.pilothouse.repository.tool.compare.FleetComparison;
import io.pilothouse.repository.tool.show.ChangeJson;
import io.pilothouse.repository.tool.show.ChangeText;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says what a change means for clusters.
@Command(
        name = "diff",
        description = "Says which applications of which clusters differ between two commits, and how.",
        footer = "Exit status: 0, with --exit-code 1 if anything differs, 2 if it cannot be said.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Where where = new Where();

    @Option(names = "--from", paramLabel = "REVISION", description = "The commit before.")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "REVISION",
            description = "The commit after; the folder as it is now, committed or not, if left out.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--promotion",
            paramLabel = "ENVIRONMENT",
            description = "Instead of --from and --to: what this environment's clusters would get if its branch became"
                    + " that of the environment it promotes from.")
    private Optional<String> promotion = Optional.empty();

    @Option(names = "--cluster", paramLabel = "NAME", description = "This cluster only; may be repeated.")
    private List<String> clusters = List.of();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json; text if left out.")
    private String output = "text";

    @Option(names = "--exit-code", description = "Ends with 1 if anything differs.")
    private boolean isTelling;

    DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// What is compared.
    private record Task(FleetTree before, FleetTree after, List<String> clusters) {}

    @Override
    public Integer call() throws RefusedCommandException, DamagedTreeException {
        String format = Where.choice("--output", output, List.of("text", "json"));
        if (from.isPresent() == promotion.isPresent() || (promotion.isPresent() && to.isPresent())) {
            throw new RefusedCommandException("Say what to compare: --from REVISION, with or without --to REVISION, or"
                    + " --promotion ENVIRONMENT.");
        }
        try (Place place = where.place(terminal)) {
            Renderer renderer = Kitchen.renderer();
            Task task = promotion.isPresent()
                    ? promotion(place, renderer, promotion.get())
                    : named(renderer, place.tree(from), place.tree(to));
            FleetComparison comparison = new FleetComparison(renderer, task.before(), task.after());
            List<ClusterChange> changes = new ArrayList<>();
            for (String cluster : task.clusters()) {
                comparison.of(cluster).ifPresent(changes::add);
            }
            if (format.equals("json")) {
                terminal.say(ChangeJson.of(changes));
            } else {
                ChangeText.lines(changes).forEach(terminal::say);
            }
            return isTelling && changes.stream().anyMatch(ClusterChange::isReal) ? RepoMain.FOUND : 0;
        }
    }

    private Task named(Renderer renderer, FleetTree before, FleetTree after)
            throws RefusedCommandException, DamagedTreeException {
        SortedSet<String> known = new TreeSet<>(Kitchen.clusters(renderer, before));
        known.addAll(Kitchen.clusters(renderer, after));
        Kitchen.check(clusters, List.copyOf(known));
        return new Task(before, after, clusters.isEmpty() ? List.copyOf(known) : clusters);
    }

    private Task promotion(Place place, Renderer renderer, String name)
            throws RefusedCommandException, DamagedTreeException {
        Map<String, Environment> environments = environments(renderer, place.tree(Optional.empty()));
        Environment target = environment(environments, name);
        if (target.promotesFrom().isEmpty()) {
            throw new RefusedCommandException("The environment " + name
                    + " promotes from no other one: fleet/fleet.yaml says which in promotesFrom.");
        }
        Environment source = environment(environments, target.promotesFrom());
        if (target.branch().isEmpty()
                || source.branch().isEmpty()
                || target.branch().equals(source.branch())) {
            throw new RefusedCommandException("The environments " + source.name() + " and " + target.name()
                    + " have no branches of their own (fleet/fleet.yaml), so nothing is promoted by a merge.");
        }
        Task all = named(renderer, place.tree(Optional.of(target.branch())), place.tree(Optional.of(source.branch())));
        List<String> concerned = new ArrayList<>();
        for (String cluster : all.clusters()) {
            if (isOf(renderer, all.before(), cluster, name) || isOf(renderer, all.after(), cluster, name)) {
                concerned.add(cluster);
            }
        }
        return new Task(all.before(), all.after(), concerned);
    }

    private static boolean isOf(Renderer renderer, FleetTree tree, String cluster, String environment)
            throws DamagedTreeException {
        try {
            ClusterLayout layout = renderer.layout(tree, cluster);
            return layout.fleet().cluster().environment().equals(environment);
        } catch (LayoutException e) {
            return !e.code().equals("PH-105");
        }
    }

    private static Map<String, Environment> environments(Renderer renderer, FleetTree tree)
            throws RefusedCommandException, DamagedTreeException {
        try {
            return renderer.slices().environments(tree);
        } catch (LayoutException e) {
            throw new RefusedCommandException(String.valueOf(e.getMessage()));
        }
    }

    private static Environment environment(Map<String, Environment> environments, String name)
            throws RefusedCommandException {
        return Optional.ofNullable(environments.get(name))
                .orElseThrow(() -> new RefusedCommandException("The fleet has no environment \"" + name + "\"."
                        + NearestName.hint(name, environments.keySet())));
    }
}
