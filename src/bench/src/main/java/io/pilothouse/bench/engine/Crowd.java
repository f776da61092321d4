package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Plot;
import io.pilothouse.bench.engine.bed.Slice;
import io.pilothouse.bench.engine.cluster.Truth;
import io.pilothouse.bench.engine.program.RunningAgent;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.ObjectSet.Shape;
import io.pilothouse.bench.workload.SliceRepository;
import io.pilothouse.bench.workload.SliceRepository.Layout;
import java.time.Duration;
import java.util.Optional;

/// How much one agent can carry: 1,000 applications with 5,000 objects in the heap that it is shipped with.
final class Crowd {
    private static final int APPLICATIONS = 1_000;
    private static final int OBJECTS = 5 * APPLICATIONS;
    private static final String NAME = "1,000 applications of 5 objects";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /// What the agent is shipped with: a full heap is a dead agent.
    private static final double HEAP = 64;

    private final Bed bed;
    private final Session session;

    Crowd(Bed bed, Session session) {
        this.bed = bed;
        this.session = session;
    }

    void measure() throws Exception {
        ObjectSet objects = ObjectSet.of(Shape.PODINFO_AND_SETTINGS, OBJECTS, session.seed());
        try (Plot plot = new Plot(bed, "crowd", objects);
                SliceRepository _ = Slice.repository(bed, plot, Layout.MANY_APPLICATIONS)) {
            long began = System.nanoTime();
            RunningAgent agent = RunningAgent.exec(bed.agent(plot.namespace(), Slice.name(plot)));
            try {
                agent.awaitRunning();
                plot.awaitLive();
                state("G2 first sync of " + NAME, secondsSince(began), "s");
                agent.awaitSettled(APPLICATIONS + 1, PATIENCE);
                state("G5 " + NAME + ", until all are healthy", secondsSince(began), "s");
                agent = atRest(agent, plot);
            } finally {
                bed.remove(agent);
            }
        }
    }

    private RunningAgent atRest(RunningAgent agent, Plot plot) throws Exception {
        bed.load().awaitQuiet();
        state("G5 " + NAME + ", resident", agent.residentMebibytes(), "MiB");
        session.state("G5 " + NAME + ", heap in use", agent.heapMebibytes(), "MiB", Optional.of(HEAP));
        long requests = bed.load().requests();
        Thread.sleep(MINUTE);
        session.state(
                "G3 " + NAME + ", requests in a minute",
                (double) bed.load().requests() - requests,
                "requests",
                Optional.of(OBJECTS / 100.0));
        agent.kill();
        bed.load().awaitQuiet();
        long writes = bed.load().writes();
        long began = System.nanoTime();
        RunningAgent next = agent.again();
        next.awaitRunning();
        next.awaitSettled(APPLICATIONS + 1, PATIENCE);
        state("G14 " + NAME + ", restart until all are known", secondsSince(began), "s");
        session.state(
                "G14 " + NAME + ", writes of the restart",
                (double) bed.load().writes() - writes,
                "requests",
                Optional.of(0.0));
        String truth = plot.truth();
        if (!truth.equals(Truth.RIGHT)) {
            session.fail(NAME, truth);
        }
        return next;
    }

    private void state(String name, double value, String unit) {
        session.state(name, value, unit, Optional.empty());
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
