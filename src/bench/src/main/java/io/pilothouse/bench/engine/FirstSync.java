package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Plot;
import io.pilothouse.bench.engine.bed.Slice;
import io.pilothouse.bench.engine.program.RunningAgent;
import io.pilothouse.bench.engine.raw.RawApply;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Pair;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.ObjectSet.Shape;
import io.pilothouse.bench.workload.SliceRepository;
import io.pilothouse.bench.workload.SliceRepository.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// G2: from nothing to so many objects live, as a third party sees it. Cold, everything begins with a new process;
/// warm, an agent that runs is told of a commit that adds a namespace. The controllers are held meanwhile, for every
/// side alike.
final class FirstSync {
    /// What an agent has done before it counts as warm.
    private static final int BEFORE = 40;

    private final Bed bed;
    private final Session session;

    FirstSync(Bed bed, Session session) {
        this.bed = bed;
        this.session = session;
    }

    /// Against raw and against what people do by hand, each run of ours for both.
    ///
    /// @return seconds that ours took in each round
    List<Double> cold(ObjectSet objects, String size, int rounds) throws Exception {
        Side ours = new ColdSync(bed, objects, new ColdSync.OurAgent(bed));
        Side raw = new ColdSync(bed, objects, new ColdSync.Raw(bed));
        Side kubectl = new ColdSync(bed, objects, new ColdSync.ByHand(bed));
        Comparison againstRaw =
                comparison("new process, " + size, objects, ours, raw).cold().goal(Goal.atLeast(0.6, Measure.WALL));
        Comparison byHand = Comparison.of(againstRaw.name(), ours, "kubectl apply --server-side", kubectl)
                .ofWork(objects.items().size(), "objects")
                .cold()
                .goal(Goal.atLeast(1.8, Measure.WALL));
        List<List<Pair>> pairs = session.compare(List.of(againstRaw, byHand), rounds);
        return pairs.getFirst().stream().map(pair -> pair.ours().wall()).toList();
    }

    void coldAgainstRaw(ObjectSet objects, String size, int rounds) throws Exception {
        Side ours = new ColdSync(bed, objects, new ColdSync.OurAgent(bed));
        Side raw = new ColdSync(bed, objects, new ColdSync.Raw(bed));
        session.compare(
                comparison("new process, " + size, objects, ours, raw).cold().goal(Goal.atLeast(0.6, Measure.WALL)),
                rounds);
    }

    private static Comparison comparison(String name, ObjectSet objects, Side ours, Side raw) {
        return Comparison.of("G2 first sync, " + name, ours, "raw apply, 16 in flight", raw)
                .ofWork(objects.items().size(), "objects");
    }

    /// An agent that has synced a little before is told of the commit with all of it.
    void warm(ObjectSet objects, int rounds) throws Exception {
        Plot little = new Plot(bed, "little", ObjectSet.of(Shape.PODINFO, BEFORE, session.seed()));
        RunningAgent agent;
        try (SliceRepository repository = Slice.repository(bed, little, Layout.MANY_APPLICATIONS)) {
            agent = RunningAgent.exec(bed.agent(little.namespace(), Slice.name(little)));
            try {
                agent.awaitRunning();
                little.awaitLive();
                Side ours = new WarmAgent(objects, agent, repository);
                Side raw = new WarmRaw(objects);
                // once each before it counts
                for (Side side : List.of(ours, raw)) {
                    side.prepare();
                    side.run();
                    side.clear();
                }
                session.compare(
                        comparison("warm, %,d objects".formatted(objects.items().size()), objects, ours, raw)
                                .cold()
                                .goal(Goal.atLeast(0.85, Measure.WALL)),
                        rounds);
            } finally {
                bed.controllers().release();
                bed.remove(agent);
                little.close();
            }
        }
    }

    /// A fresh plot for each run, which is removed afterwards.
    private abstract class Warm implements Side {
        private final ObjectSet objects;
        private Optional<Plot> plot = Optional.empty();

        Warm(ObjectSet objects) {
            this.objects = objects;
        }

        abstract void begin(Plot here) throws Exception;

        abstract void sync(Plot here) throws Exception;

        abstract void end(Plot here) throws Exception;

        @Override
        public void prepare() throws Exception {
            Plot made = new Plot(bed, "warm", objects);
            plot = Optional.of(made);
            begin(made);
            bed.load().awaitQuiet();
            bed.controllers().hold();
        }

        @Override
        public Supplier<String> run() throws Exception {
            Plot here = plot.orElseThrow();
            sync(here);
            here.awaitLive();
            return here::truth;
        }

        @Override
        public void clear() throws Exception {
            end(plot.orElseThrow());
            plot.orElseThrow().close();
            bed.controllers().release();
        }

        @Override
        public double serverSeconds() {
            return bed.load().cpuSeconds();
        }
    }

    private final class WarmAgent extends Warm {
        private final RunningAgent agent;
        private final SliceRepository repository;

        WarmAgent(ObjectSet objects, RunningAgent agent, SliceRepository repository) {
            super(objects);
            this.agent = agent;
            this.repository = repository;
        }

        @Override
        void begin(Plot here) {
            repository.add(here.namespace(), here.objects());
        }

        @Override
        void sync(Plot here) throws Exception {
            bed.hub().announce(repository.head());
        }

        /// The agent removes what Git no longer has.
        @Override
        void end(Plot here) throws Exception {
            bed.controllers().release();
            repository.remove(here.namespace(), here.objects());
            bed.hub().announce(repository.head());
            here.awaitGone();
        }

        @Override
        public double cpuSeconds() {
            return agent.cpuSeconds();
        }
    }

    private final class WarmRaw extends Warm {
        WarmRaw(ObjectSet objects) {
            super(objects);
        }

        @Override
        void begin(Plot here) {
            // it knows nothing
        }

        @Override
        void sync(Plot here) throws Exception {
            RawApply.apply(
                    bed.api(), here.namespace(), new ArrayList<>(here.objects().items()));
        }

        @Override
        void end(Plot here) {
            // nothing runs on
        }
    }
}
