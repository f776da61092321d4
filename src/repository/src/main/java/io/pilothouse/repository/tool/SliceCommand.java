package io.pilothouse.repository.tool;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.FleetSpec;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.tool.show.Fields;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says what a cluster's agent reads.
@Command(
        name = "slice",
        description = "Says which files the cluster's agent reads, and what for.",
        footer = "Exit status: 0, or 2 if there is no slice.",
        mixinStandardHelpOptions = true)
final class SliceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Where where = new Where();

    @Mixin
    private Where.At at = new Where.At();

    @Option(names = "--cluster", paramLabel = "NAME", required = true, description = "The cluster.")
    private String cluster = "";

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json; text if left out.")
    private String output = "text";

    SliceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws RefusedCommandException, DamagedTreeException {
        String format = Where.choice("--output", output, List.of("text", "json"));
        try (Place place = where.place(terminal)) {
            FleetTree tree = place.tree(at.revision());
            Renderer renderer = Kitchen.renderer();
            Chosen chosen = Chosen.of(tree, renderer, cluster, List.of());
            FleetSpec fleet = chosen.layout().fleet();
            List<SlicePath> own = SlicePath.ofFleet(tree, fleet);
            Map<ApplicationLayout, List<SlicePath>> paths = new LinkedHashMap<>();
            for (ApplicationLayout application : chosen.applications()) {
                paths.put(application, SlicePath.of(renderer.recipe(tree, application, fleet)));
            }
            if (format.equals("json")) {
                terminal.say(json(fleet, own, paths));
            } else {
                text(fleet, own, paths);
            }
        }
        return 0;
    }

    private void text(FleetSpec fleet, List<SlicePath> own, Map<ApplicationLayout, List<SlicePath>> paths) {
        String environment = fleet.cluster().environment();
        String branch = fleet.branch();
        terminal.say(cluster
                + (environment.isEmpty() ? "" : ", environment " + environment)
                + (branch.isEmpty() ? "" : ", branch " + branch));
        own.forEach(this::say);
        paths.forEach((application, all) -> {
            boolean isIncluded = application.origin().file().startsWith("fleet/");
            terminal.say(application.key().path() + (isIncluded ? "  (included by " + application.origin() + ")" : ""));
            all.forEach(this::say);
        });
    }

    private void say(SlicePath path) {
        terminal.say("  %-9s %s".formatted(path.role().word(), path.path()));
    }

    private static Json json(FleetSpec fleet, List<SlicePath> own, Map<ApplicationLayout, List<SlicePath>> paths) {
        List<Json.Obj> applications = new ArrayList<>();
        paths.forEach((application, all) -> applications.add(new Fields()
                .with("application", application.key().path())
                .with("folder", application.folder())
                .with("origin", application.origin().toString())
                .with("paths", all.stream().map(SliceCommand::json).toList())
                .build()));
        return new Fields()
                .with("version", 1)
                .with("cluster", fleet.cluster().name())
                .with("environment", fleet.cluster().environment())
                .with("branch", fleet.branch())
                .with("paths", own.stream().map(SliceCommand::json).toList())
                .with("applications", applications)
                .build();
    }

    private static Json.Obj json(SlicePath path) {
        return new Fields()
                .with("role", path.role().word())
                .with("path", path.path())
                .with("id", path.id())
                .build();
    }
}
