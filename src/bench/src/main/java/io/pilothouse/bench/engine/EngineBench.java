package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Slice;
import io.pilothouse.bench.engine.cluster.Truth;
import io.pilothouse.bench.frame.Bench;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.ObjectSet.Shape;
import io.pilothouse.bench.workload.SliceRepository.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// G1 to G5 and G14: the sync engine as people run it, an agent with a hub on a real control plane, from 10 to 10,000
/// objects.
public final class EngineBench implements Bench {
    private static final double FLAT = 0.1;
    private static final double LINEAR = 1.1;

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String title() {
        return "G1 to G5, G14: the sync engine";
    }

    @Override
    public Set<String> goals() {
        return Set.of("G1", "G2", "G3", "G4", "G5", "G14");
    }

    @Override
    public void run(Session session, Path scratch) throws Exception {
        try (Bed bed = Bed.make(scratch)) {
            bed.versions().forEach(session::note);
            new Run(bed, session, Plan.of(session)).all();
        }
    }

    /// One run, and what it found at each size.
    private static final class Run {
        private final Bed bed;
        private final Session session;
        private final Plan plan;
        private final StartAndMemory start;
        private final SortedMap<Integer, List<Double>> first = new TreeMap<>();
        private final SortedMap<Integer, List<Double>> changed = new TreeMap<>();
        private final SortedMap<Integer, List<Double>> drifted = new TreeMap<>();
        private final SortedMap<Integer, List<Double>> started = new TreeMap<>();
        private final SortedMap<Integer, StartAndMemory.Memory> memory = new TreeMap<>();

        Run(Bed bed, Session session, Plan plan) {
            this.bed = bed;
            this.session = session;
            this.plan = plan;
            this.start = new StartAndMemory(bed, session);
        }

        void all() {
            for (int size : plan.sizes()) {
                step("G2 first sync, " + objects(size), () -> firstSync(size), "G2");
                step("a slice of " + objects(size), () -> slice(size), "G1", "G3", "G4", "G5", "G14");
                if (size >= plan.usual()) {
                    step("one application of " + objects(size), () -> oneApplication(size), "G1", "G4");
                }
            }
            step("G2 warm", this::warm, "G2");
            step("G2 of other kinds", this::otherKinds, "G2");
            if (!session.effort().isQuick()) {
                step("G5 1,000 applications", () -> new Crowd(bed, session).measure(), "G5");
            }
            fit("G1 one change, by objects", changed, FLAT, "G1");
            fit("G2 first sync, by objects", first, LINEAR, "G2");
            fit("G4 drift, by objects", drifted, FLAT, "G4");
            fit("G14 start, by objects", started, LINEAR, "G14");
            if (plan.isWanted("G5")) {
                StartAndMemory.Memory.perObject(session, memory);
            }
        }

        private void firstSync(int size) throws Exception {
            ObjectSet objects = ObjectSet.of(Shape.PODINFO, size, session.seed());
            first.put(size, new FirstSync(bed, session).cold(objects, objects(size), plan.rounds(size)));
        }

        private void slice(int size) throws Exception {
            ObjectSet objects = ObjectSet.of(Shape.PODINFO, size, session.seed());
            String name = objects(size);
            try (Slice slice = new Slice(bed, objects, Layout.MANY_APPLICATIONS)) {
                check("a slice of " + name, slice);
                DriftRepair drift = new DriftRepair(bed, session);
                step("G4 " + name, () -> drifted.put(size, drift.measure(slice, name, plan.drifts(size))), "G4");
                step("G4 many of " + name, () -> drift.many(slice, name, plan.extras()), "G4");
                if (size == plan.usual()) {
                    step("G4 seen, " + name, () -> new DriftSeen(bed, session).measure(slice, name, plan), "G4");
                }
                check("drift of " + name, slice);
                OneChange change = new OneChange(bed, session);
                step("G1 " + name, () -> changed.put(size, change.measure(slice, name, plan.changes())), "G1");
                step("G1 by hand, " + name, () -> change.byHand(slice, name, plan.rounds(size)), "G1");
                if (plan.isSettling(size)) {
                    settled(slice, name, size);
                }
            }
        }

        private void settled(Slice slice, String name, int size) {
            step("G5 " + name, () -> memory.put(size, start.memory(slice, name)), "G5");
            SteadyState steady = new SteadyState(bed, session, plan.window());
            step("G3 " + name, () -> steady.measure(slice, name, plan.windows(size)), "G3");
            step("G14 " + name, () -> started.put(size, start.start(slice, name, plan.starts(size))), "G14");
        }

        private void oneApplication(int size) throws Exception {
            ObjectSet objects = ObjectSet.of(Shape.PODINFO, size, session.seed());
            String name = objects(size) + " in one application";
            try (Slice slice = new Slice(bed, objects, Layout.ONE_APPLICATION)) {
                DriftRepair drift = new DriftRepair(bed, session);
                OneChange change = new OneChange(bed, session);
                step("G4 " + name, () -> drift.measure(slice, name, plan.changes()), "G4");
                step("G1 " + name, () -> change.measure(slice, name, plan.changes()), "G1");
            }
        }

        private void warm() throws Exception {
            ObjectSet objects = ObjectSet.of(Shape.PODINFO, plan.usual(), session.seed());
            new FirstSync(bed, session).warm(objects, plan.rounds(plan.usual()));
        }

        private void otherKinds() throws Exception {
            FirstSync sync = new FirstSync(bed, session);
            int size = plan.usual();
            ObjectSet settings = ObjectSet.of(Shape.CONFIG_MAPS, size, session.seed());
            sync.coldAgainstRaw(settings, "%,d ConfigMaps of 2 KB".formatted(size), plan.extras());
            ObjectSet mixed = ObjectSet.of(Shape.MIXED, size, session.seed());
            sync.coldAgainstRaw(mixed, "%,d mixed objects, one of 500 KB".formatted(size), plan.extras());
        }

        private static String objects(int size) {
            return "%,d objects".formatted(size);
        }

        private void fit(String name, SortedMap<Integer, List<Double>> costs, double bound, String goal) {
            if (plan.isWanted(goal)) {
                session.fit(name, costs, Measure.WALL, bound);
            }
        }

        private void check(String name, Slice slice) {
            String truth = slice.ours().truth();
            if (!truth.equals(Truth.RIGHT)) {
                session.fail(name, truth);
            }
        }

        /// What fails is told, and the rest is measured nevertheless.
        private void step(String name, Step step, String... goals) {
            if (!plan.isWanted(goals)) {
                return;
            }
            try {
                step.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                session.fail(name, "interrupted");
            } catch (IOException e) {
                session.fail(name, String.valueOf(e.getMessage()));
            } catch (Exception e) {
                session.fail(name, e.toString());
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
