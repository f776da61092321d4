package io.pilothouse.bench.render;

import io.pilothouse.bench.frame.Bench;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Growth;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import io.pilothouse.repository.helm.engine.HelmEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// G10: an overlay over 250 applications against `kubectl kustomize`, a chart of 250 applications against Helm called
/// directly; identical output.
public final class RenderBench implements Bench {
    private static final int APPLICATIONS = 250;
    private static final List<String> AS_THE_AGENT =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", "-Xmx256m");

    @Override
    public String name() {
        return "render";
    }

    @Override
    public String title() {
        return "G10: kustomizations and charts";
    }

    @Override
    public Set<String> goals() {
        return Set.of("G10");
    }

    @Override
    public void run(Session session, Path scratch) throws Exception {
        Map<String, String> files = new HashMap<>(Overlay.kustomization(APPLICATIONS));
        files.putAll(Overlay.chart(APPLICATIONS));
        Path whole = Files.createDirectory(scratch.resolve("whole"));
        try (Commits commits = new Commits(whole, files)) {
            if (Program.isInstalled("kubectl")) {
                kustomize(session, commits, whole);
            } else {
                session.leaveOut("overlay against kubectl kustomize", "kubectl is not installed");
            }
            session.compare(Comparison.of(
                            "chart of 250 applications",
                            Helm.ours(commits, HelmEngine.in(Files.createDirectory(scratch.resolve("helm")))),
                            "helm-java",
                            Helm.direct(commits))
                    .goal(Goal.atMost(1.25, Measure.WALL)));
        }
        growth(session, scratch);
    }

    private static void kustomize(Session session, Commits commits, Path folder) throws Exception {
        String baseline = "kubectl kustomize";
        session.compare(Comparison.of(
                        "overlay over 250 applications", Kustomize.whole(commits), baseline, Kustomize.kubectl(commits))
                .goal(Goal.atLeast(5, Measure.WALL)));
        session.compare(Comparison.of(
                        "the same, 1 file changed", Kustomize.afterOneChange(commits), baseline, counting(commits))
                .goal(Goal.atLeast(50, Measure.WALL)));
        String url = folder.resolve("upstream.git").toUri().toString();
        Side once = Program.java(
                        AS_THE_AGENT,
                        RenderOnce.class,
                        url,
                        folder.resolve("once").toString())
                .side();
        session.compare(Comparison.of("the same, new process", once, baseline, counting(commits))
                .cold()
                .goal(Goal.atLeast(1.5, Measure.WALL)));
    }

    /// Kustomize's, compared by the number of objects: that they are equal was seen before.
    private static Side counting(Commits commits) {
        Side kubectl = Kustomize.kubectl(commits);
        return new Side() {
            @Override
            public Supplier<String> run() throws Exception {
                var result = kubectl.run();
                return () -> result.get().split(" ", 2)[0] + " objects";
            }

            @Override
            public Payer payer() {
                return kubectl.payer();
            }
        };
    }

    private static void growth(Session session, Path scratch) throws Exception {
        SortedMap<Integer, Side> whole = new TreeMap<>();
        SortedMap<Integer, Side> changed = new TreeMap<>();
        SortedMap<Integer, Commits> all = new TreeMap<>();
        try {
            for (int applications : List.of(10, 50, APPLICATIONS)) {
                Path folder = Files.createDirectory(scratch.resolve("of-" + applications));
                Commits commits = new Commits(folder, Overlay.kustomization(applications));
                all.put(applications, commits);
                whole.put(applications, Kustomize.whole(commits));
                changed.put(applications, Kustomize.afterOneChange(commits));
            }
            session.grow(new Growth("overlay, by applications", whole, Measure.WALL, 1));
            session.grow(new Growth("1 file changed, by applications", changed, Measure.WALL, 0.1));
        } finally {
            all.values().forEach(Commits::close);
        }
    }
}
