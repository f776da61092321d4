package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Slice;
import io.pilothouse.bench.engine.program.Kubectl;
import io.pilothouse.bench.engine.raw.RawApply;
import io.pilothouse.bench.engine.raw.RawWatch;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Pair;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// G3: what it costs that everything is as in Git while nothing happens.
final class SteadyState {
    private static final double MINUTES = 10;

    private final Bed bed;
    private final Session session;
    private final Duration window;

    SteadyState(Bed bed, Session session, Duration window) {
        this.bed = bed;
        this.session = session;
        this.window = window;
    }

    void measure(Slice slice, String size, int pairs) throws Exception {
        int objects = slice.ours().objects().items().size();
        double before = slice.agent().cpuSeconds();
        long requests = bed.load().requests();
        long began = System.nanoTime();
        Thread.sleep(window);
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = slice.agent().cpuSeconds() - before;
        // the second reading of the meters is a request of ours, but not for these kinds
        long asked = bed.load().requests() - requests;
        slice.agent().hold();
        requests = bed.load().requests();
        Thread.sleep(window);
        long others = bed.load().requests() - requests;
        slice.agent().release();
        session.state(
                "G3 requests in 10 min, " + size,
                Math.max(0, asked - others) * MINUTES * 60 / seconds,
                "requests",
                Optional.of(objects * MINUTES / 100));
        session.state("G3 agent at rest, " + size, cpu / seconds * 1_000, "millicores", Optional.of(3.0));
        if (pairs > 0) {
            server(slice, size, pairs);
        }
    }

    private void server(Slice slice, String size, int pairs) throws Exception {
        Side ours = new Window(slice) {
            @Override
            void begin() {}

            @Override
            void end() {}
        };
        Side watch = new Window(slice) {
            private Optional<RawWatch> raw = Optional.empty();

            @Override
            void begin() throws Exception {
                slice.agent().hold();
                raw = Optional.of(new RawWatch(bed.api()));
            }

            @Override
            void end() throws Exception {
                if (raw.isPresent()) {
                    raw.get().close();
                }
                slice.agent().release();
            }
        };
        List<Pair> measured = session.compare(
                Comparison.of("G3 " + window.toSeconds() + " s of nothing, " + size, ours, "bare watches", watch)
                        .cold()
                        .goal(Goal.atMost(1.02, Measure.SERVER)),
                pairs);
        // as its files say again: a difference would end the program in another way
        RawApply.apply(
                bed.api(), slice.theirs().namespace(), slice.theirs().objects().items());
        Program diff = Kubectl.diff(
                bed.plane().kubeconfig(),
                slice.theirs().namespace(),
                slice.theirs().withFiles().files());
        double before = bed.load().cpuSeconds();
        diff.output();
        double tool = bed.load().cpuSeconds() - before;
        session.state("G3 API server and etcd for one kubectl diff, " + size, tool * 1_000, "ms", Optional.empty());
        double perMinute = 60.0 / window.toSeconds();
        session.state(
                "G3 API server and etcd beyond bare watches, of one kubectl diff a minute, " + size,
                measured.stream()
                        .map(pair -> (pair.ours().server() - pair.baseline().server()) * perMinute / tool * 100)
                        .toList(),
                "%",
                Optional.of(2.0));
    }

    /// A while in which nothing happens.
    private abstract class Window implements Side {
        private final Slice slice;

        Window(Slice slice) {
            this.slice = slice;
        }

        abstract void begin() throws Exception;

        abstract void end() throws Exception;

        @Override
        public Supplier<String> run() throws Exception {
            begin();
            try {
                Thread.sleep(window);
            } finally {
                end();
            }
            return () -> slice.agent().isAlive() ? "nothing happened" : "the agent has ended";
        }

        @Override
        public double serverSeconds() {
            return bed.load().cpuSeconds();
        }
    }
}
