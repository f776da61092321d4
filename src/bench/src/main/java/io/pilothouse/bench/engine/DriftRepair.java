package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Plot;
import io.pilothouse.bench.engine.bed.Slice;
import io.pilothouse.bench.engine.cluster.Edit;
import io.pilothouse.bench.engine.cluster.InFlight;
import io.pilothouse.bench.engine.cluster.Truth;
import io.pilothouse.bench.engine.raw.RawApply;
import io.pilothouse.bench.engine.raw.RawRevert;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Pair;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import io.pilothouse.bench.workload.ObjectSet;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// G4: from a foreign PATCH to the object as Git says again, as a third party sees it.
final class DriftRepair {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 1_000;
    private final Bed bed;
    private final Session session;

    DriftRepair(Bed bed, Session session) {
        this.bed = bed;
        this.session = session;
    }

    /// @return seconds that ours took in each pair
    List<Double> measure(Slice slice, String size, int pairs) throws Exception {
        try (RawRevert _ = new RawRevert(
                bed.api(), slice.theirs().namespace(), slice.theirs().objects())) {
            Side ours = new Edited(slice, slice.ours(), Optional.of(slice.agent()::cpuSeconds));
            Side raw = new Edited(slice, slice.theirs(), Optional.empty());
            for (int i = 0; i < 4; i++) {
                ours.run();
                raw.run();
            }
            List<Pair> measured = session.compare(
                    Comparison.of("G4 drift, 1 of " + size, ours, "watch and PATCH", raw)
                            .cold()
                            .goal(Goal.atMost(3, Measure.WALL)),
                    pairs);
            List<Double> walls =
                    measured.stream().map(pair -> pair.ours().wall()).toList();
            if (!walls.isEmpty()) {
                List<Double> sorted = walls.stream().sorted().toList();
                double late = sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
                session.state("G4 drift, 1 of " + size + ", p99", late * 1_000, "ms", Optional.of(100.0));
            }
            return walls;
        }
    }

    /// Many at once: the agent is held while they are made, and let go when the clock starts.
    void many(Slice slice, String size, int pairs) throws Exception {
        int count = Math.min(AT_ONCE, slice.deployments());
        Side ours = new Side() {
            private Map<String, String> before = Map.of();

            @Override
            public void prepare() throws Exception {
                slice.agent().hold();
                before = editAll(slice.ours(), count);
            }

            @Override
            public Supplier<String> run() throws Exception {
                slice.agent().release();
                bed.eye().awaitSpecifications(slice.ours().namespace(), before, PATIENCE);
                return () -> before.size() + " as before";
            }

            @Override
            public double cpuSeconds() {
                return slice.agent().cpuSeconds();
            }
        };
        Side raw = new Side() {
            private Map<String, String> before = Map.of();
            private final List<ObjectSet.Item> all = slice.theirs().objects().items().stream()
                    .filter(item -> item.kind().equals("Deployment"))
                    .limit(count)
                    .toList();

            @Override
            public void prepare() throws Exception {
                before = editAll(slice.theirs(), count);
            }

            @Override
            public Supplier<String> run() throws Exception {
                RawApply.apply(bed.api(), slice.theirs().namespace(), all);
                bed.eye().awaitSpecifications(slice.theirs().namespace(), before, PATIENCE);
                return () -> before.size() + " as before";
            }
        };
        session.compare(
                Comparison.of("G4 drift, %,d of %s at once".formatted(count, size), ours, "PATCHes, 16 in flight", raw)
                        .ofWork(count, "objects")
                        .cold()
                        .goal(Goal.atMost(1.2, Measure.WALL)),
                pairs);
    }

    private Map<String, String> editAll(Plot plot, int count) throws Exception {
        Map<String, String> before = new HashMap<>();
        Map<String, Integer> changes = new HashMap<>();
        List<HttpRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = ObjectSet.application(i);
            before.put(name, bed.eye().specification(plot.namespace(), name));
            changes.put(name, bed.eye().changes(plot.namespace(), name));
            requests.add(Edit.UNAVAILABLE.of(bed.api(), plot.namespace(), name, i));
        }
        InFlight.send(bed.api(), requests);
        for (String name : before.keySet()) {
            bed.eye().awaitChanges(plot.namespace(), name, changes.getOrDefault(name, 0) + 1, PATIENCE);
        }
        return before;
    }

    /// A foreign PATCH, and waiting until it is undone. The clock runs from before the PATCH, for both sides alike.
    private final class Edited implements Side {
        private final Plot plot;
        private final int deployments;
        private final Optional<Supplier<Double>> cpu;
        private int round;

        Edited(Slice slice, Plot plot, Optional<Supplier<Double>> cpu) {
            this.plot = plot;
            this.deployments = slice.deployments();
            this.cpu = cpu;
        }

        @Override
        public Supplier<String> run() throws Exception {
            String name = ObjectSet.application(round % deployments);
            Edit edit = Edit.ALL.get(round / deployments % Edit.ALL.size());
            round++;
            String before = bed.eye().specification(plot.namespace(), name);
            int changes = bed.eye().changes(plot.namespace(), name);
            bed.api().send(edit.of(bed.api(), plot.namespace(), name, round));
            bed.eye().awaitChanges(plot.namespace(), name, changes + 2, PATIENCE);
            bed.eye().awaitSpecifications(plot.namespace(), Map.of(name, before), PATIENCE);
            return () -> bed.eye().specification(plot.namespace(), name).equals(before) ? Truth.RIGHT : "not as before";
        }

        @Override
        public double cpuSeconds() {
            return cpu.map(Supplier::get).orElseGet(Side.super::cpuSeconds);
        }

        @Override
        public double serverSeconds() {
            return bed.load().cpuSeconds();
        }
    }
}
