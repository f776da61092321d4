package io.pilothouse.bench.engine.bed;

import io.pilothouse.bench.engine.raw.RawApply;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.SliceRepository;
import io.pilothouse.bench.workload.SliceRepository.Layout;
import java.io.IOException;

/// The same objects beside a slice, in a repository and a namespace of their own, for the sides that are compared with
/// the agent.
///
/// @param repository the one that they follow
public record Neighbour(Plot plot, SliceRepository repository) implements AutoCloseable {
    static Neighbour make(Bed bed, ObjectSet objects, Layout layout) throws IOException, InterruptedException {
        Plot plot = new Plot(bed, "theirs", objects);
        SliceRepository repository = Slice.repository(bed, plot, layout);
        RawApply.apply(bed.api(), plot.namespace(), objects.items());
        plot.awaitLive();
        return new Neighbour(plot, repository);
    }

    @Override
    public void close() throws IOException {
        repository.close();
        plot.close();
    }
}
