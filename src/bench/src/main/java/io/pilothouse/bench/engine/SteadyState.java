package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Kubectl;
import io.pilothouse.bench.engine.raw.RawWatch;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// G3: what it costs that everything is as in Git while nothing happens.
final class SteadyState {
    /// Everything that an agent of a slice may ask for.
    static final List<String> RESOURCES =
            List.of("configmaps", "serviceaccounts", "services", "deployments", "ingresses", "namespaces");

    static final List<String> READS = List.of("GET", "LIST");
    /// Deletions are the namespace controller's, which clears what went before.
    static final List<String> WRITES = List.of("APPLY", "POST", "PUT", "PATCH");
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
        long requests = requests();
        long began = System.nanoTime();
        Thread.sleep(window);
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = slice.agent().cpuSeconds() - before;
        // the second reading of the meters is a request of ours, but not for these kinds
        long asked = requests() - requests;
        signal(slice, "STOP");
        requests = requests();
        Thread.sleep(window);
        long others = requests() - requests;
        signal(slice, "CONT");
        session.state(
                "G3 requests in 10 min, " + size,
                Math.max(0, asked - others) * MINUTES * 60 / seconds,
                "requests",
                Optional.of(objects * MINUTES / 100));
        session.state("G3 agent at rest, " + size, cpu / seconds * 1_000, "millicores", Optional.of(3.0));
        server(slice, size, pairs);
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
                signal(slice, "STOP");
                raw = Optional.of(new RawWatch(bed.api()));
            }

            @Override
            void end() throws Exception {
                if (raw.isPresent()) {
                    raw.get().close();
                }
                signal(slice, "CONT");
            }
        };
        session.compare(
                Comparison.of("G3 " + window.toSeconds() + " s of nothing, " + size, ours, "bare watches", watch)
                        .cold()
                        .goal(Goal.atMost(1.02, Measure.SERVER)),
                pairs);
        Program diff = Kubectl.diff(
                bed, slice.theirs().namespace(), slice.theirs().withFiles().files());
        double before = bed.load().cpuSeconds();
        diff.output();
        session.state(
                "G3 API server and etcd for one kubectl diff, " + size,
                (bed.load().cpuSeconds() - before) * 1_000,
                "ms",
                Optional.empty());
    }

    private long requests() throws Exception {
        return bed.load().requests(RESOURCES, READS) + bed.load().requests(RESOURCES, WRITES);
    }

    private static void signal(Slice slice, String name) throws Exception {
        Program.of("kill", "-" + name, Long.toString(slice.agent().pid())).output();
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
