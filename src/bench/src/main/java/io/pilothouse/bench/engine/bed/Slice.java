package io.pilothouse.bench.engine.bed;

import io.pilothouse.bench.engine.program.RunningAgent;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.SliceRepository;
import io.pilothouse.bench.workload.SliceRepository.Layout;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/// A slice that lives: an agent that runs and has synced it, and beside it a [Neighbour].
public final class Slice implements AutoCloseable {
    /// An Ingress without an address counts as healthy after a minute.
    private static final Duration INGRESS = Duration.ofSeconds(90);

    private final Bed bed;
    private final Plot ours;
    private final Neighbour neighbour;
    private final SliceRepository repository;
    private final Layout layout;
    private RunningAgent agent;

    public Slice(Bed bed, ObjectSet objects, Layout layout) throws IOException, InterruptedException {
        this.bed = bed;
        this.layout = layout;
        ours = new Plot(bed, "ours", objects);
        neighbour = Neighbour.make(bed, objects, layout);
        repository = repository(bed, ours, layout);
        agent = RunningAgent.exec(bed.agent(ours.namespace(), name(ours)));
        agent.awaitRunning();
        ours.awaitLive();
        bed.load().awaitQuiet();
    }

    /// Makes a plot's repository, and packs it as a Git host keeps it.
    public static SliceRepository repository(Bed bed, Plot plot, Layout layout)
            throws IOException, InterruptedException {
        SliceRepository made =
                SliceRepository.create(bed.served().resolve(name(plot)), plot.namespace(), plot.objects(), layout);
        Program.of("git", "--git-dir=" + bed.served().resolve(name(plot)), "repack", "-adq")
                .output();
        return made;
    }

    /// @return what the Git server calls a plot's repository
    public static String name(Plot plot) {
        return plot.namespace() + ".git";
    }

    public Plot ours() {
        return ours;
    }

    public Plot theirs() {
        return neighbour.plot();
    }

    public SliceRepository repository() {
        return repository;
    }

    /// @return the one that the compared sides follow
    public SliceRepository other() {
        return neighbour.repository();
    }

    public RunningAgent agent() {
        return agent;
    }

    /// Another agent in place of the one that was ended.
    public void follow(RunningAgent next) {
        agent = next;
    }

    /// Waits until the agent has called every application healthy, counted from its start.
    public void awaitSettled() throws IOException, InterruptedException {
        agent.awaitSettled(applications(), ours.patience().plus(INGRESS));
    }

    /// @return how many applications the agent has: those of the set, and the one of the namespace
    public int applications() {
        return 1 + (layout == Layout.ONE_APPLICATION ? 1 : ours.objects().applications());
    }

    public int deployments() {
        return (int) ours.objects().items().stream()
                .filter(item -> item.kind().equals("Deployment"))
                .count();
    }

    @Override
    public void close() throws IOException {
        try {
            bed.remove(agent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the inventory is not removed");
        }
        repository.close();
        ours.close();
        neighbour.close();
    }
}
