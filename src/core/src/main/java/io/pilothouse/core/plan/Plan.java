package io.pilothouse.core.plan;

import io.pilothouse.core.annotation.HookPhase;
import io.pilothouse.core.application.Revision;
import java.util.List;
import java.util.stream.Stream;

/// What a run will do.
///
/// @param revision the commit it makes live
/// @param batches in this order; the steps of one batch may be done at once
/// @param prunes in this order, the reverse of applying: after all batches but those of [HookPhase#POST_DELETE]
/// @param onFailure hooks to make if the run fails
public record Plan(Revision revision, List<Batch> batches, List<Prune> prunes, List<Batch> onFailure) {
    public static final Plan NOTHING = new Plan(Revision.NONE, List.of(), List.of(), List.of());

    /// A plan without hooks for a failure.
    public Plan(Revision revision, List<Batch> batches, List<Prune> prunes) {
        this(revision, batches, prunes, List.of());
    }

    public Plan {
        batches = List.copyOf(batches);
        prunes = List.copyOf(prunes);
        onFailure = List.copyOf(onFailure);
    }

    /// Objects of one phase, one wave and one kind.
    ///
    /// @param phase objects that are no hooks belong to [HookPhase#SYNC]
    public record Batch(HookPhase phase, int wave, int rank, List<Step> steps) {
        /// Objects that are no hooks.
        public Batch(int wave, int rank, List<Step> steps) {
            this(HookPhase.SYNC, wave, rank, steps);
        }

        public Batch {
            steps = List.copyOf(steps);
        }

        /// @return true if everything of the one has to work before the other begins
        public boolean isBarrierTo(Batch next) {
            // definitions come first of all, and their kinds exist only when they are established
            return phase != next.phase || wave != next.wave || (rank == 0 && next.rank != 0);
        }
    }

    /// @return the batches of some phases, in order
    public List<Batch> batches(HookPhase... phases) {
        return batches.stream()
                .filter(batch -> List.of(phases).contains(batch.phase()))
                .toList();
    }

    public Stream<Step> steps() {
        return batches.stream().flatMap(batch -> batch.steps().stream());
    }

    /// @return true if nothing has to be written or deleted
    public boolean isEmpty() {
        return steps().noneMatch(Step::isWrite) && prunes.stream().noneMatch(prune -> prune instanceof Prune.Delete);
    }
}
