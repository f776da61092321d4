package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Informers;
import io.pilothouse.bench.engine.bed.RunningAgent;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Pair;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// G5 and G14: what an agent occupies, and how long it takes from its start until it knows again that everything is as
/// Git says. Compared with fabric8's informers in a JVM with the same options.
final class StartAndMemory {
    /// Config Sync's least peak, measured apart.
    private static final double PEER_PEAK = 195;
    /// An Ingress without an address counts as healthy after a minute.
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Bed bed;
    private final Session session;

    StartAndMemory(Bed bed, Session session) {
        this.bed = bed;
        this.session = session;
    }

    /// What an agent occupies, in mebibytes.
    record Memory(double idle, double peak, double informers) {}

    /// @param slice whose agent has run for a while
    Memory memory(Slice slice, String size) throws Exception {
        slice.agent().awaitSettled(slice.applications(), PATIENCE);
        double idle = slice.agent().residentMebibytes();
        double peak = slice.agent().peakMebibytes();
        double informers;
        try (Informers bare = Informers.start(bed)) {
            informers = bare.awaitSynced();
        }
        session.state("G5 bare informers, resident, " + size, informers, "MiB", Optional.empty());
        session.state("G5 agent at rest, resident, " + size, idle, "MiB", Optional.of(informers * 1.25));
        session.state("G5 agent's peak, resident, " + size, peak, "MiB", Optional.of(PEER_PEAK * 0.75));
        return new Memory(idle, peak, informers);
    }

    /// @return seconds that ours took in each pair
    List<Double> start(Slice slice, String size, int pairs) throws Exception {
        int applications = slice.applications();
        slice.agent().awaitSettled(applications, PATIENCE);
        long writes = bed.load().requests(SteadyState.RESOURCES, SteadyState.WRITES);
        Side ours = new Side() {
            @Override
            public void prepare() throws Exception {
                slice.agent().kill();
                bed.load().awaitQuiet();
            }

            @Override
            public Supplier<String> run() throws Exception {
                RunningAgent next = slice.agent().again();
                slice.follow(next);
                next.awaitSettled(applications, PATIENCE);
                return () -> "everything is known";
            }

            @Override
            public double cpuSeconds() {
                return slice.agent().cpuSeconds();
            }

            @Override
            public double serverSeconds() {
                return bed.load().cpuSeconds();
            }
        };
        Side informers = new Side() {
            private Optional<Informers> running = Optional.empty();

            @Override
            public void prepare() throws Exception {
                bed.load().awaitQuiet();
            }

            @Override
            public Supplier<String> run() throws Exception {
                try (Informers bare = Informers.start(bed)) {
                    running = Optional.of(bare);
                    bare.awaitSynced();
                }
                return () -> "everything is known";
            }

            @Override
            public double cpuSeconds() {
                return running.map(Informers::cpuSeconds).orElse(0.0);
            }

            @Override
            public double serverSeconds() {
                return bed.load().cpuSeconds();
            }
        };
        List<Pair> measured = session.compare(
                Comparison.of("G14 start with " + size, ours, "bare informers", informers)
                        .cold()
                        .goal(Goal.atMost(1.4, Measure.WALL)),
                pairs);
        long written = bed.load().requests(SteadyState.RESOURCES, SteadyState.WRITES) - writes;
        session.state(
                "G14 writes of %d starts, %s".formatted(pairs, size), (double) written, "requests", Optional.of(0.0));
        slice.agent().awaitRunning();
        return measured.stream().map(pair -> pair.ours().wall()).toList();
    }
}
