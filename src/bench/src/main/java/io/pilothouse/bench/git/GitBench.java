package io.pilothouse.bench.git;

import io.pilothouse.bench.frame.Bench;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Growth;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// G9: JGit in process against C Git's programs, over a real Git server with TLS on this machine.
public final class GitBench implements Bench {
    private static final List<Integer> SIZES = List.of(100, 1_000, 10_000);
    private static final int LARGEST = 10_000;

    @Override
    public String name() {
        return "git";
    }

    @Override
    public String title() {
        return "G9: getting commits";
    }

    @Override
    public Set<String> goals() {
        return Set.of("G9");
    }

    @Override
    public void run(Session session, Path scratch) throws Exception {
        Path served = Files.createDirectory(scratch.resolve("served"));
        List<Upstream> all = new ArrayList<>();
        try (RunningServer server = RunningServer.start(served, scratch)) {
            SortedMap<Integer, Side> checks = new TreeMap<>();
            SortedMap<Integer, Side> deltas = new TreeMap<>();
            for (int files : SIZES) {
                Upstream ours = upstream(session, server, scratch, "ours-" + files, files, all);
                checks.put(files, ours.check());
                deltas.put(files, ours.delta());
            }
            Upstream ours = upstream(session, server, scratch, "ours", LARGEST, all);
            Upstream theirs = upstream(session, server, scratch, "theirs", LARGEST, all);
            session.compare(Comparison.of("(a) nothing new", ours.check(), "git ls-remote", theirs.lsRemote())
                    .goal(Goal.atMost(0.2, Measure.WALL))
                    .goal(Goal.atMost(0.5, Measure.CPU)));
            session.compare(Comparison.of("(b) one commit, 10,000 files", ours.delta(), "git fetch", theirs.fetch())
                    .goal(Goal.atMost(1.25, Measure.WALL)));
            // both repositories are alike again: neither side's has commits that the other's has not
            Upstream cold = upstream(session, server, scratch, "cold", LARGEST, all);
            session.compare(Comparison.of(
                            "(c) cold clone, 10,000 files",
                            cold.coldClone(),
                            "git clone --bare --depth 1",
                            cold.bareClone())
                    .goal(Goal.atMost(1.6, Measure.WALL)));
            session.grow(new Growth("(a) nothing new, by files", checks, Measure.WALL, 0.1));
            session.grow(new Growth("(b) one commit, by files", deltas, Measure.WALL, 0.1));
        } finally {
            all.forEach(Upstream::close);
        }
    }

    private static Upstream upstream(
            Session session, RunningServer server, Path scratch, String name, int files, List<Upstream> all)
            throws Exception {
        Path served = scratch.resolve("served");
        Upstream made = new Upstream(server, served, name + ".git", files, session.seed(), scratch);
        all.add(made);
        return made;
    }
}
