package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Truth;
import io.pilothouse.bench.frame.Bench;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.ObjectSet.Shape;
import io.pilothouse.bench.workload.SliceRepository.Layout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// G1 to G5 and G14: the sync engine as people run it, an agent with a hub on a real control plane, from 10 to 10,000
/// objects.
public final class EngineBench implements Bench {
    private static final double FLAT = 0.1;
    private static final double LINEAR = 1.1;
    private static final int ONLY_OURS = 1_000;
    private static final int WARM = 200;
    private static final int WARM_AT = 100;

    /// How much of it is done.
    ///
    /// @param sizes numbers of objects
    /// @param cold pairs of new processes
    /// @param drifts pairs of one drift
    /// @param window of the steady state
    private record Plan(List<Integer> sizes, int cold, int drifts, Duration window, boolean isQuick) {
        static Plan of(Session session) {
            return session.effort().isQuick()
                    ? new Plan(session.sizes(List.of(10, 100)), 1, 10, Duration.ofSeconds(5), true)
                    : new Plan(
                            session.sizes(List.of(10, 100, 1_000, 10_000)),
                            session.effort().pairs(),
                            60,
                            Duration.ofSeconds(30),
                            false);
        }

        /// An agent takes a minute to settle, because an Ingress without an address does: too long for a quick
        /// run to wait for at every size.
        boolean isWhole(int objects) {
            return !isQuick || objects == sizes.getLast();
        }

        /// Fewer where one takes minutes.
        int cold(int objects) {
            return objects > ONLY_OURS ? Math.min(3, cold) : cold;
        }
    }

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String title() {
        return "G1 to G5, G14: the sync engine";
    }

    @Override
    public void run(Session session, Path scratch) throws Exception {
        Plan plan = Plan.of(session);
        Found found = new Found();
        try (Bed bed = Bed.make(scratch)) {
            for (int size : plan.sizes()) {
                ObjectSet objects = ObjectSet.of(Shape.PODINFO, size, session.seed());
                String name = "%,d objects".formatted(size);
                step(
                        session,
                        "G2 first sync, " + name,
                        () -> found.first.put(size, new FirstSync(bed, session).cold(objects, plan.cold(size))));
                step(session, "a slice of " + name, () -> {
                    try (Slice slice = new Slice(bed, objects, Layout.MANY_APPLICATIONS)) {
                        measure(bed, session, slice, plan, size, found);
                    }
                });
            }
        }
        session.fit("G1 one change, by objects", found.change, Measure.WALL, FLAT);
        session.fit("G2 first sync, by objects", found.first, Measure.WALL, LINEAR);
        session.fit("G4 drift, by objects", found.drift, Measure.WALL, FLAT);
        session.fit("G14 start, by objects", found.start, Measure.WALL, LINEAR);
        perObject(session, found.memory);
    }

    /// What was found at each size.
    private static final class Found {
        private final SortedMap<Integer, List<Double>> first = new TreeMap<>();
        private final SortedMap<Integer, List<Double>> change = new TreeMap<>();
        private final SortedMap<Integer, List<Double>> drift = new TreeMap<>();
        private final SortedMap<Integer, List<Double>> start = new TreeMap<>();
        private final SortedMap<Integer, StartAndMemory.Memory> memory = new TreeMap<>();
    }

    private static void measure(Bed bed, Session session, Slice slice, Plan plan, int size, Found found) {
        String name = "%,d objects".formatted(size);
        check(session, "a slice of " + name, slice);
        StartAndMemory start = new StartAndMemory(bed, session);
        if (plan.isWhole(size)) {
            step(session, "G5 " + name, () -> found.memory.put(size, start.memory(slice, name)));
            step(
                    session,
                    "G3 " + name,
                    () -> new SteadyState(bed, session, plan.window()).measure(slice, name, plan.cold(size)));
        }
        DriftRepair drift = new DriftRepair(bed, session);
        step(session, "G4 " + name, () -> found.drift.put(size, drift.measure(slice, name, plan.drifts())));
        step(session, "G4 many of " + name, () -> drift.many(slice, Math.min(3, plan.cold(size))));
        check(session, "drift of " + name, slice);
        OneChange change = new OneChange(bed, session);
        step(session, "G1 " + name, () -> found.change.put(size, change.measure(slice, name)));
        step(session, "G1 by hand, " + name, () -> change.compareWithKubectl(slice, name, plan.cold(size)));
        if (plan.isWhole(size)) {
            step(session, "G14 " + name, () -> found.start.put(size, start.start(slice, name, plan.cold(size))));
        }
        if (size == WARM_AT) {
            ObjectSet more = ObjectSet.of(Shape.PODINFO, WARM, session.seed());
            step(
                    session,
                    "G2 warm",
                    () -> new FirstSync(bed, session).warm(slice.agent(), slice.repository(), more, plan.cold(size)));
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /// What fails is told, and the rest is measured nevertheless.
    private static void step(Session session, String name, Step step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            session.fail(name, "interrupted");
        } catch (Exception e) {
            session.fail(
                    name, String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
        }
    }

    /// A wrong state is a failed run, however fast it was.
    private static void check(Session session, String name, Slice slice) {
        String truth = slice.ours().truth();
        if (!truth.equals(Truth.RIGHT)) {
            session.fail(name, truth);
        }
    }

    private static void perObject(Session session, SortedMap<Integer, StartAndMemory.Memory> memory) {
        if (memory.size() < 2) {
            return;
        }
        var largest = memory.lastEntry();
        var before = memory.headMap(largest.getKey()).lastEntry();
        double more = largest.getValue().idle() - before.getValue().idle();
        session.state(
                "G5 each further object, %,d to %,d".formatted(before.getKey(), largest.getKey()),
                more * 1024 / (largest.getKey() - before.getKey()),
                "KiB",
                Optional.of(2.0));
    }
}
