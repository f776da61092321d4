package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Kubectl;
import io.pilothouse.bench.engine.bed.Plot;
import io.pilothouse.bench.engine.bed.RunningAgent;
import io.pilothouse.bench.engine.raw.RawApply;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Pair;
import io.pilothouse.bench.frame.ProcStat;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.SliceRepository;
import io.pilothouse.bench.workload.SliceRepository.Layout;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// G2: from nothing to so many objects live, as a third party sees it. Cold, everything begins with a new process;
/// warm, an agent that runs is told of a commit that adds a namespace.
final class FirstSync {
    private final Bed bed;
    private final Session session;

    FirstSync(Bed bed, Session session) {
        this.bed = bed;
        this.session = session;
    }

    /// @return seconds that ours took in each pair
    List<Double> cold(ObjectSet objects, int pairs) throws Exception {
        String size = "%,d objects".formatted(objects.items().size());
        try (Cold ours = new Cold(objects, new OurAgent());
                Cold raw = new Cold(objects, new Raw());
                Cold kubectl = new Cold(objects, new ByHand())) {
            List<Pair> against = session.compare(
                    Comparison.of("G2 first sync, new process, " + size, ours, "raw apply, 16 in flight", raw)
                            .ofWork(objects.items().size(), "objects")
                            .cold()
                            .goal(Goal.atLeast(0.6, Measure.WALL)),
                    pairs);
            session.compare(
                    Comparison.of("G2 first sync, new process, " + size, ours, "kubectl apply --server-side", kubectl)
                            .ofWork(objects.items().size(), "objects")
                            .cold()
                            .goal(Goal.atLeast(1.8, Measure.WALL)),
                    pairs);
            return against.stream().map(pair -> pair.ours().wall()).toList();
        }
    }

    /// @param agent runs, and follows the repository
    void warm(RunningAgent agent, SliceRepository repository, ObjectSet objects, int pairs) throws Exception {
        Side ours = new Side() {
            private Optional<Plot> plot = Optional.empty();

            @Override
            public void prepare() throws Exception {
                plot = Optional.of(new Plot(bed, "warm", objects));
                repository.add(plot.get().namespace(), objects);
                bed.load().awaitQuiet();
            }

            @Override
            public Supplier<String> run() throws Exception {
                Plot made = plot.orElseThrow();
                bed.hub().announce(repository.head());
                made.awaitLive();
                return made::truth;
            }

            @Override
            public double cpuSeconds() {
                return agent.cpuSeconds();
            }

            @Override
            public double serverSeconds() {
                return bed.load().cpuSeconds();
            }
        };
        Side raw = new Side() {
            private Optional<Plot> plot = Optional.empty();

            @Override
            public void prepare() throws Exception {
                plot = Optional.of(new Plot(bed, "raw", objects));
                bed.load().awaitQuiet();
            }

            @Override
            public Supplier<String> run() throws Exception {
                Plot made = plot.orElseThrow();
                RawApply.apply(bed.api(), made.namespace(), objects.items());
                made.awaitLive();
                return made::truth;
            }

            @Override
            public double serverSeconds() {
                return bed.load().cpuSeconds();
            }
        };
        // once each before it counts
        for (Side side : List.of(ours, raw)) {
            side.prepare();
            side.run();
        }
        session.compare(
                Comparison.of(
                                "G2 first sync, warm, %,d objects more"
                                        .formatted(objects.items().size()),
                                ours,
                                "raw apply, 16 in flight",
                                raw)
                        .ofWork(objects.items().size(), "objects")
                        .cold()
                        .goal(Goal.atLeast(0.85, Measure.WALL)),
                pairs);
    }

    /// How one side brings a plot to life.
    private sealed interface Way {
        /// Not measured.
        void prepare(Plot plot) throws Exception;

        void run(Plot plot) throws Exception;

        /// Ends what runs on.
        void end() throws IOException;

        double cpuSeconds();
    }

    private final class OurAgent implements Way {
        private Optional<RunningAgent> agent = Optional.empty();
        private Optional<RunningAgent.Settings> settings = Optional.empty();

        @Override
        public void prepare(Plot plot) throws Exception {
            String name = plot.namespace() + ".git";
            SliceRepository.create(
                            bed.served().resolve(name), plot.namespace(), plot.objects(), Layout.MANY_APPLICATIONS)
                    .close();
            settings = Optional.of(RunningAgent.Settings.of(bed, plot.namespace(), name));
        }

        @Override
        public void run(Plot plot) throws Exception {
            agent = Optional.of(RunningAgent.exec(settings.orElseThrow()));
        }

        @Override
        public void end() throws IOException {
            if (agent.isPresent()) {
                agent.get().remove();
                agent = Optional.empty();
            }
        }

        @Override
        public double cpuSeconds() {
            return agent.map(RunningAgent::cpuSeconds).orElse(0.0);
        }
    }

    private final class Raw implements Way {
        @Override
        public void prepare(Plot plot) throws Exception {
            plot.withFiles();
        }

        @Override
        public void run(Plot plot) throws Exception {
            Program.java(
                            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                            RawApply.class,
                            bed.plane().apiUrl().toString(),
                            bed.api().authority().toString(),
                            bed.plane().adminToken(),
                            plot.namespace(),
                            plot.files().toString())
                    .output();
        }

        @Override
        public void end() {}

        @Override
        public double cpuSeconds() {
            return ProcStat.seconds(Side.Payer.ITS_CHILDREN);
        }
    }

    private final class ByHand implements Way {
        @Override
        public void prepare(Plot plot) throws Exception {
            plot.withFiles();
        }

        @Override
        public void run(Plot plot) throws Exception {
            Kubectl.apply(bed, plot.namespace(), plot.files()).output();
        }

        @Override
        public void end() {}

        @Override
        public double cpuSeconds() {
            return ProcStat.seconds(Side.Payer.ITS_CHILDREN);
        }
    }

    /// A fresh plot for each run; the one before is removed first.
    private final class Cold implements Side, AutoCloseable {
        private final ObjectSet objects;
        private final Way way;
        private Optional<Plot> plot = Optional.empty();

        Cold(ObjectSet objects, Way way) {
            this.objects = objects;
            this.way = way;
        }

        @Override
        public void prepare() throws Exception {
            close();
            Plot next = new Plot(bed, "first", objects);
            plot = Optional.of(next);
            way.prepare(next);
            bed.load().awaitQuiet();
        }

        @Override
        public Supplier<String> run() throws Exception {
            Plot here = plot.orElseThrow();
            way.run(here);
            here.awaitLive();
            return here::truth;
        }

        @Override
        public double cpuSeconds() {
            return way.cpuSeconds();
        }

        @Override
        public double serverSeconds() {
            return bed.load().cpuSeconds();
        }

        @Override
        public void close() throws IOException {
            if (plot.isPresent()) {
                way.end();
                plot.get().close();
                plot = Optional.empty();
            }
        }
    }
}
