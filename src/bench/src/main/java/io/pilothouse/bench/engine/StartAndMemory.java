package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Slice;
import io.pilothouse.bench.engine.program.Informers;
import io.pilothouse.bench.engine.program.RunningAgent;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Pair;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/// G5 and G14: what an agent occupies, and how long it takes from its start until it knows again that everything is as
/// Git says. Compared with fabric8's informers in a JVM with the same options.
final class StartAndMemory {
    /// Config Sync's least peak, measured apart.
    private static final double PEER_PEAK = 195;

    private final Bed bed;
    private final Session session;

    StartAndMemory(Bed bed, Session session) {
        this.bed = bed;
        this.session = session;
    }

    /// What an agent occupies, in mebibytes.
    ///
    /// @param heap what of its heap is in use
    record Memory(double idle, double heap) {
        private static final double KIBI = 1_024;

        /// What one more object costs, from the last size but one to the last.
        static void perObject(Session session, SortedMap<Integer, Memory> found) {
            if (found.size() < 2) {
                session.leaveOut("G5 each further object", "fewer than two sizes were measured");
                return;
            }
            int largest = found.lastKey();
            int before = found.headMap(largest).lastKey();
            Memory many = Objects.requireNonNull(found.get(largest));
            Memory few = Objects.requireNonNull(found.get(before));
            String name = ", each further object, %,d to %,d".formatted(before, largest);
            double more = KIBI / (largest - before);
            session.state("G5 resident" + name, (many.idle() - few.idle()) * more, "KiB", Optional.of(2.0));
            session.state("G5 heap in use" + name, (many.heap() - few.heap()) * more, "KiB", Optional.empty());
        }
    }

    /// @param slice whose agent has run for a while
    Memory memory(Slice slice, String size) throws Exception {
        slice.awaitSettled();
        double idle = slice.agent().residentMebibytes();
        double peak = slice.agent().peakMebibytes();
        double informers;
        try (Informers bare = Informers.start(bed.plane().kubeconfig(), bed.folder())) {
            informers = bare.awaitSynced();
        }
        session.state("G5 bare informers, resident, " + size, informers, "MiB", Optional.empty());
        session.state("G5 agent at rest, resident, " + size, idle, "MiB", Optional.of(informers * 1.25));
        session.state("G5 agent's peak, resident, " + size, peak, "MiB", Optional.of(PEER_PEAK * 0.75));
        double heap = slice.agent().heapMebibytes();
        session.state("G5 agent at rest, heap in use, " + size, heap, "MiB", Optional.empty());
        return new Memory(idle, heap);
    }

    /// @return seconds that ours took in each pair
    List<Double> start(Slice slice, String size, int pairs) throws Exception {
        slice.awaitSettled();
        List<Double> writes = new ArrayList<>();
        List<Double> reads = new ArrayList<>();
        Side ours = new Side() {
            private long writesBefore;
            private long readsBefore;

            @Override
            public void prepare() throws Exception {
                slice.agent().kill();
                bed.load().awaitQuiet();
                writesBefore = bed.load().writes();
                readsBefore = bed.load().reads();
            }

            @Override
            public Supplier<String> run() throws Exception {
                RunningAgent next = slice.agent().again();
                slice.follow(next);
                next.awaitRunning();
                slice.awaitSettled();
                return () -> "everything is known";
            }

            @Override
            public void clear() throws Exception {
                writes.add((double) bed.load().writes() - writesBefore);
                reads.add((double) bed.load().reads() - readsBefore);
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
                try (Informers bare = Informers.start(bed.plane().kubeconfig(), bed.folder())) {
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
        if (!writes.isEmpty()) {
            session.state("G14 writes of a restart, " + size, writes, "requests", Optional.of(0.0));
            session.state("G14 reads of a restart, " + size, reads, "requests", Optional.empty());
        }
        return measured.stream().map(pair -> pair.ours().wall()).toList();
    }
}
