package io.pilothouse.bench;

import io.pilothouse.bench.decode.DecodeBench;
import io.pilothouse.bench.engine.EngineBench;
import io.pilothouse.bench.frame.Asked;
import io.pilothouse.bench.frame.Bench;
import io.pilothouse.bench.frame.Effort;
import io.pilothouse.bench.frame.Goal.Verdict;
import io.pilothouse.bench.frame.JsonReport;
import io.pilothouse.bench.frame.Scratch;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Summary;
import io.pilothouse.bench.frame.Surroundings;
import io.pilothouse.bench.frame.TextReport;
import io.pilothouse.bench.git.GitBench;
import io.pilothouse.bench.render.RenderBench;
import io.pilothouse.bench.scale.ScaleBench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
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
            paramLabel = "bench",
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
            names = "--goal",
            paramLabel = "G",
            split = ",",
            description = "only what is measured for these goals, such as G1,G4")
    private List<String> goals = List.of();

    @Option(names = "--pairs", paramLabel = "N", description = "pairs of each comparison, in place of the usual number")
    private @Nullable Integer pairs;

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
        List<Bench> chosen = chosen();
        OptionalInt number = pairs == null ? OptionalInt.empty() : OptionalInt.of(positive(pairs, "--pairs"));
        objects.forEach(size -> positive(size, "--objects"));
        Session session = new Session(effort, new Asked(Set.copyOf(goals), objects, number), seed, System.err);
        Map<String, String> facts = new LinkedHashMap<>(Surroundings.here());
        facts.forEach((name, value) -> System.err.printf("%-15s %s%n", name, value));
        System.err.printf("%-15s %d%n", "seed", seed);
        session.tell(() -> keep(session, facts, effort));
        for (Bench bench : chosen) {
            session.begin(bench.name());
            try (Scratch scratch = Scratch.create()) {
                bench.run(session, scratch.folder());
            }
        }
        facts.put("load at the end", Surroundings.load());
        keep(session, facts, effort);
        switch (output) {
            case text -> {
                System.out.println(TextReport.of(session.rows()));
                System.out.println(Summary.text(session.rows()));
            }
            case json -> System.out.print(every(session, facts, effort));
        }
        return conclude(session);
    }

    private String every(Session session, Map<String, String> facts, Effort effort) {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.putAll(session.facts());
        return JsonReport.of(session.rows(), all, effort, seed).canonical() + "\n";
    }

    /// Writes what there is so far: a run that somebody ends leaves it.
    private void keep(Session session, Map<String, String> facts, Effort effort) {
        if (json != null) {
            try {
                Files.writeString(json, every(session, facts, effort));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private int positive(int value, String option) {
        if (value < 1) {
            throw wrong(option + " is " + value + "; it must be 1 or more.");
        }
        return value;
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
                throw wrong("There is no bench \"" + name + "\"; there are "
                        + ALL.stream().map(Bench::name).collect(Collectors.joining(", ")) + ".");
            }
        }
        for (String goal : goals) {
            if (ALL.stream().noneMatch(bench -> bench.goals().contains(goal))) {
                throw wrong("No bench measures goal \"" + goal + "\"; there are "
                        + ALL.stream()
                                .flatMap(bench -> bench.goals().stream())
                                .sorted(Comparator.comparingInt(one -> Integer.parseInt(one.substring(1))))
                                .collect(Collectors.joining(", "))
                        + ".");
            }
        }
        return ALL.stream()
                .filter(bench -> names.isEmpty() || names.contains(bench.name()))
                .filter(bench -> goals.isEmpty() || goals.stream().anyMatch(bench.goals()::contains))
                .toList();
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), sentence);
    }
}
