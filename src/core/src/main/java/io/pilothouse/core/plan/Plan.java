package io.pilothouse.core.plan;

import io.pilothouse.core.application.Revision;
import java.util.List;
import java.util.stream.Stream;

/// What a run will do.
///
/// @param revision the commit it makes live
/// @param batches in this order; the steps of one batch may be done at once
/// @param prunes after all batches, in this order: the reverse of applying
public record Plan(Revision revision, List<Batch> batches, List<Prune> prunes) {
    public Plan {
        batches = List.copyOf(batches);
        prunes = List.copyOf(prunes);
    }

    /// Objects of one wave and one kind.
    public record Batch(int wave, int rank, List<Step> steps) {
        public Batch {
            steps = List.copyOf(steps);
        }
    }

    public Stream<Step> steps() {
        return batches.stream().flatMap(batch -> batch.steps().stream());
    }

    /// @return true if nothing has to be written or deleted
    public boolean isEmpty() {
        return steps().noneMatch(Step::isWrite) && prunes.stream().noneMatch(prune -> prune instanceof Prune.Delete);
    }
}
