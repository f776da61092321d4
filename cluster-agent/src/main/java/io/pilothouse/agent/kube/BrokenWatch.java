package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.StepOutcome;

/// A list or a watch that cannot go on, and how to begin again.
final class BrokenWatch extends Exception {
    private final transient StepOutcome.Failure failure;
    private final Remedy remedy;

    /// How to begin again.
    enum Remedy {
        /// From where it was: nothing was missed.
        RESUME,
        /// With a list: the server does not have the history any more.
        LIST,
        /// With asking where the kind is: nothing answers there.
        RESOLVE
    }

    BrokenWatch(StepOutcome.Failure failure) {
        this(failure, Remedy.RESUME);
    }

    BrokenWatch(StepOutcome.Failure failure, Remedy remedy) {
        super(failure.message());
        this.failure = failure;
        this.remedy = remedy;
    }

    StepOutcome.Failure failure() {
        return failure;
    }

    Remedy remedy() {
        return remedy;
    }
}
