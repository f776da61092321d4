package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Plot;
import io.pilothouse.bench.engine.bed.Slice;
import io.pilothouse.bench.engine.program.Kubectl;
import io.pilothouse.bench.engine.program.RunningAgent;
import io.pilothouse.bench.engine.raw.RawApply;
import io.pilothouse.bench.frame.ProcStat;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.frame.Side;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.SliceRepository.Layout;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// One side of a first sync by a new process: a fresh plot for each run, which is removed afterwards.
final class ColdSync implements Side {
    private final Bed bed;
    private final ObjectSet objects;
    private final Way way;
    private Optional<Plot> plot = Optional.empty();

    ColdSync(Bed bed, ObjectSet objects, Way way) {
        this.bed = bed;
        this.objects = objects;
        this.way = way;
    }

    /// How a side brings a plot to life.
    sealed interface Way {
        /// Not measured.
        void prepare(Plot plot) throws Exception;

        void run(Plot plot) throws Exception;

        /// Ends what runs on.
        default void end() throws Exception {}

        default double cpuSeconds() {
            return ProcStat.seconds(Side.Payer.ITS_CHILDREN);
        }
    }

    static final class OurAgent implements Way {
        private final Bed bed;
        private Optional<RunningAgent> agent = Optional.empty();

        OurAgent(Bed bed) {
            this.bed = bed;
        }

        @Override
        public void prepare(Plot plot) throws Exception {
            Slice.repository(bed, plot, Layout.MANY_APPLICATIONS).close();
        }

        @Override
        public void run(Plot plot) throws Exception {
            agent = Optional.of(RunningAgent.exec(bed.agent(plot.namespace(), Slice.name(plot))));
        }

        @Override
        public void end() throws Exception {
            if (agent.isPresent()) {
                bed.remove(agent.get());
                agent = Optional.empty();
            }
        }

        @Override
        public double cpuSeconds() {
            return agent.map(RunningAgent::cpuSeconds).orElse(0.0);
        }
    }

    record Raw(Bed bed) implements Way {
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
    }

    record ByHand(Bed bed) implements Way {
        @Override
        public void prepare(Plot plot) throws Exception {
            plot.withFiles();
        }

        @Override
        public void run(Plot plot) throws Exception {
            Kubectl.apply(bed.plane().kubeconfig(), plot.namespace(), plot.files())
                    .output();
        }
    }

    @Override
    public void prepare() throws Exception {
        Plot next = new Plot(bed, "first", objects);
        plot = Optional.of(next);
        way.prepare(next);
        bed.load().awaitQuiet();
        bed.controllers().hold();
    }

    @Override
    public Supplier<String> run() throws Exception {
        Plot here = plot.orElseThrow();
        way.run(here);
        here.awaitLive();
        return here::truth;
    }

    @Override
    public void clear() throws Exception {
        try {
            way.end();
            if (plot.isPresent()) {
                plot.get().close();
                plot = Optional.empty();
            }
        } finally {
            bed.controllers().release();
        }
    }

    @Override
    public double cpuSeconds() {
        return way.cpuSeconds();
    }

    @Override
    public double serverSeconds() {
        return bed.load().cpuSeconds();
    }
}
