package io.pilothouse.bench;

import io.pilothouse.bench.decode.DecodeBench;
import io.pilothouse.bench.engine.EngineBench;
import io.pilothouse.bench.frame.Bench;
import io.pilothouse.bench.frame.Effort;
import io.pilothouse.bench.frame.Goal.Verdict;
import io.pilothouse.bench.frame.JsonReport;
import io.pilothouse.bench.frame.Scratch;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Surroundings;
import io.pilothouse.bench.frame.TextReport;
import io.pilothouse.bench.git.GitBench;
import io.pilothouse.bench.render.RenderBench;
import io.pilothouse.bench.scale.ScaleBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The program `pilothouse bench`. Exit status: 0 every goal met (with `--quick`: none missed by far), 1 some were not,
/// 2 wrong arguments.
@Command(
        name = "pilothouse bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = "Measures Pilothouse side by side with what others do: in pairs that alternate, with 95 %%"
                + " intervals. Give it a quiet machine.")
final class BenchMain implements Callable<Integer> {
    static final List<Bench> ALL =
            List.of(new DecodeBench(), new GitBench(), new RenderBench(), new ScaleBench(), new EngineBench());

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "goal",
            arity = "0..*",
            description = "which (default: all): ${COMPLETION-CANDIDATES}",
            completionCandidates = Names.class)
    private List<String> names = List.of();

    @Option(
            names = "--quick",
            description =
                    "few pairs, small sizes, at most 3 minutes a goal; fails only where twice the bound is missed")
    private boolean isQuick;

    @Option(names = "--json", paramLabel = "FILE", description = "also write every pair to this file")
    private @Nullable Path json;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "what standard output gets: text (the table) or json (every pair)")
    private Output output = Output.text;

    @Option(
            names = "--objects",
            paramLabel = "N",
            split = ",",
            description = "sizes of the engine's slices, in place of the usual ones")
    private List<Integer> objects = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "20261121",
            description = "what the workloads are made from (default ${DEFAULT-VALUE})")
    private long seed;

    /// Named as on the command line.
    enum Output {
        text,
        json
    }

    /// For the help.
    static final class Names implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return ALL.stream().map(Bench::name).iterator();
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Effort effort = isQuick ? Effort.QUICK : Effort.FULL;
        Session session = new Session(effort, seed, System.err).withSizes(objects);
        Map<String, String> facts = Surroundings.here();
        facts.forEach((name, value) -> System.err.printf("%-15s %s%n", name, value));
        System.err.printf("%-15s %d%n", "seed", seed);
        for (Bench bench : chosen()) {
            session.begin(bench.name());
            try (Scratch scratch = Scratch.create()) {
                bench.run(session, scratch.folder());
            }
        }
        String every = JsonReport.of(session.rows(), facts, effort, seed).canonical() + "\n";
        switch (output) {
            case text -> System.out.println(TextReport.of(session.rows()));
            case json -> System.out.print(every);
        }
        if (json != null) {
            Files.writeString(json, every);
        }
        return conclude(session);
    }

    private int conclude(Session session) {
        Map<Verdict, Long> counts = session.rows().stream()
                .flatMap(row -> row.verdicts().stream())
                .collect(Collectors.groupingBy(verdict -> verdict, Collectors.counting()));
        long met = counts.getOrDefault(Verdict.MET, 0L);
        long missed = counts.getOrDefault(Verdict.MISSED, 0L);
        long alarms = counts.getOrDefault(Verdict.ALARM, 0L);
        System.err.printf("%d goals met, %d missed, %d missed by far%n", met, missed, alarms);
        return alarms > 0 || (missed > 0 && !isQuick) ? 1 : 0;
    }

    private List<Bench> chosen() {
        for (String name : names) {
            if (ALL.stream().noneMatch(bench -> bench.name().equals(name))) {
                throw new ParameterException(
                        java.util.Objects.requireNonNull(spec).commandLine(),
                        "There is no bench \"" + name + "\"; there are "
                                + ALL.stream().map(Bench::name).collect(Collectors.joining(", ")) + ".");
            }
        }
        return ALL.stream()
                .filter(bench -> names.isEmpty() || names.contains(bench.name()))
                .toList();
    }
}
