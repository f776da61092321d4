package io.pilothouse.bench.scale;

import io.pilothouse.bench.frame.Bench;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Growth;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import io.pilothouse.bench.workload.Fleet;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// From a fetched commit to the rendered change, for an agent whose slice is the same in repositories of 100 to 10,000
/// files: what it costs must not depend on the repository.
public final class ScaleBench implements Bench {
    private static final List<Integer> SIZES = List.of(100, 1_000, 10_000);
    private static final double FLAT = 0.1;
    private static final int OBJECTS = 51;

    /// The agent's own, see cluster-agent/src/main/jvm.options.
    private static final List<String> AS_THE_AGENT =
            List.of("-XX:+UseSerialGC", "-Xmx64m", "-XX:+UseCompactObjectHeaders", "-XX:TieredStopAtLevel=1");

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String title() {
        return "a commit's cost in a large repository";
    }

    @Override
    public Set<String> goals() {
        return Set.of();
    }

    @Override
    public void run(Session session, Path scratch) throws Exception {
        SortedMap<Integer, Clone> clones = new TreeMap<>();
        try {
            for (int files : SIZES) {
                Path upstream = scratch.resolve("fleet-" + files + ".git");
                Fleet fleet = Fleet.create(upstream, files, session.seed());
                clones.put(files, new Clone(fleet, upstream, scratch.resolve("clone-" + files)));
            }
            Clone largest = Objects.requireNonNull(clones.get(SIZES.getLast()));
            session.compare(Comparison.of(
                            "commit outside the slice, 10,000 files", largest.rendering(0), "git diff", largest.diff())
                    .goal(Goal.atMost(0.2, Measure.WALL)));
            session.grow(growth("commit outside the slice, by files", clones, 0));
            session.grow(growth("1 of 12 applications changed, by files", clones, 1));
            session.grow(growth("all 12 applications changed, by files", clones, Fleet.APPLICATIONS));
            memory(session, scratch);
        } finally {
            clones.values().forEach(Clone::close);
        }
    }

    private static Growth growth(String name, SortedMap<Integer, Clone> clones, int applications) {
        SortedMap<Integer, Side> sides = new TreeMap<>();
        clones.forEach((files, clone) -> sides.put(files, clone.rendering(applications)));
        return new Growth(name, sides, Measure.WALL, FLAT);
    }

    private static void memory(Session session, Path scratch) throws Exception {
        double[] small = probe(scratch, SIZES.getFirst());
        double[] large = probe(scratch, SIZES.getLast());
        session.state("heap after collection, 100 files", small[0], "MiB", Optional.empty());
        session.state("heap after collection, 10,000 files", large[0], "MiB", Optional.of(small[0] * 1.25));
        session.state("resident, 100 files", small[1], "MiB", Optional.empty());
        session.state("resident, 10,000 files", large[1], "MiB", Optional.of(small[1] * 1.25));
    }

    /// @return mebibytes of heap, and resident
    private static double[] probe(Path scratch, int files) throws Exception {
        String url = scratch.resolve("fleet-" + files + ".git").toUri().toString();
        String folder = scratch.resolve("probe-" + files).toString();
        String[] told = Program.java(AS_THE_AGENT, MemoryProbe.class, url, folder, Fleet.cluster(0))
                .text()
                .split(" ", -1);
        if (Integer.parseInt(told[0]) != OBJECTS) {
            throw new IllegalStateException("the probe rendered " + told[0] + " objects");
        }
        return new double[] {Double.parseDouble(told[1]) / 1024, Double.parseDouble(told[2]) / 1024};
    }
}
