package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Plot;
import io.pilothouse.bench.engine.bed.RunningAgent;
import io.pilothouse.bench.engine.raw.RawApply;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.SliceRepository;
import io.pilothouse.bench.workload.SliceRepository.Layout;
import java.io.IOException;

/// A slice that lives: an agent that runs and has synced it, and beside it a plot with the same objects, in a
/// repository of its own, for the sides that are compared with it.
final class Slice implements AutoCloseable {
    private final Plot ours;
    private final Plot theirs;
    private final SliceRepository repository;
    private final SliceRepository other;
    private final Layout layout;
    private RunningAgent agent;

    Slice(Bed bed, ObjectSet objects, Layout layout) throws Exception {
        this.layout = layout;
        ours = new Plot(bed, "ours", objects);
        theirs = new Plot(bed, "theirs", objects);
        repository = SliceRepository.create(bed.served().resolve(name(ours)), ours.namespace(), objects, layout);
        other = SliceRepository.create(bed.served().resolve(name(theirs)), theirs.namespace(), objects, layout);
        for (Plot plot : new Plot[] {ours, theirs}) {
            // as a Git host keeps it
            Program.of("git", "--git-dir=" + bed.served().resolve(name(plot)), "repack", "-adq")
                    .output();
        }
        RawApply.apply(bed.api(), theirs.namespace(), objects.items());
        agent = RunningAgent.exec(RunningAgent.Settings.of(bed, ours.namespace(), name(ours)));
        agent.awaitRunning();
        ours.awaitLive();
        theirs.awaitLive();
        bed.load().awaitQuiet();
    }

    static String name(Plot plot) {
        return plot.namespace() + ".git";
    }

    Plot ours() {
        return ours;
    }

    Plot theirs() {
        return theirs;
    }

    SliceRepository repository() {
        return repository;
    }

    /// @return the one that the compared sides follow
    SliceRepository other() {
        return other;
    }

    RunningAgent agent() {
        return agent;
    }

    /// Another agent in place of the one that was ended.
    void follow(RunningAgent next) {
        agent = next;
    }

    /// @return how many applications the agent has: those of the set, and the one of the namespace
    int applications() {
        return 1 + (layout == Layout.ONE_APPLICATION ? 1 : ours.objects().applications());
    }

    int deployments() {
        return (int) ours.objects().items().stream()
                .filter(item -> item.kind().equals("Deployment"))
                .count();
    }

    @Override
    public void close() throws IOException {
        agent.remove();
        repository.close();
        other.close();
        ours.close();
        theirs.close();
    }
}
