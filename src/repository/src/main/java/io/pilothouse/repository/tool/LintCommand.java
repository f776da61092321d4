package io.pilothouse.repository.tool;

import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.tool.lint.Lint;
import io.pilothouse.repository.tool.lint.LintResult;
import io.pilothouse.repository.tool.lint.Severity;
import io.pilothouse.repository.tool.show.FindingJson;
import io.pilothouse.repository.tool.show.FindingSarif;
import io.pilothouse.repository.tool.show.FindingText;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says everything that is wrong.
@Command(
        name = "lint",
        description = "Says everything that is wrong or odd in the repository, for all clusters at once.",
        footer = "Exit status: 0 no errors, 1 errors (with --strict: or warnings), 2 it cannot be looked at.",
        mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Where where = new Where();

    @Mixin
    private Where.At at = new Where.At();

    @Option(names = "--cluster", paramLabel = "NAME", description = "Looks at this cluster only; may be repeated.")
    private List<String> clusters = List.of();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text, json or sarif; text if left out.")
    private String output = "text";

    @Option(names = "--strict", description = "Warnings count as errors.")
    private boolean isStrict;

    LintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws RefusedCommandException, DamagedTreeException {
        String format = Where.choice("--output", output, List.of("text", "json", "sarif"));
        try (Place place = where.place(terminal)) {
            FleetTree tree = place.tree(at.revision());
            Renderer renderer = Kitchen.renderer();
            LintResult result;
            if (clusters.isEmpty()) {
                result = Lint.of(tree, renderer, place.branches());
            } else {
                Kitchen.check(clusters, Kitchen.clusters(renderer, tree));
                result = Lint.of(
                        tree, renderer, clusters.stream().distinct().sorted().toList());
            }
            switch (format) {
                case "json" -> terminal.say(FindingJson.of(result));
                case "sarif" -> terminal.say(new FindingSarif(RepoMain.version(), place.prefix()).of(result));
                default -> new FindingText(terminal.isColoured()).lines(result).forEach(terminal::say);
            }
            long bad = result.count(Severity.ERROR) + (isStrict ? result.count(Severity.WARNING) : 0);
            return bad == 0 ? 0 : RepoMain.FOUND;
        }
    }
}
