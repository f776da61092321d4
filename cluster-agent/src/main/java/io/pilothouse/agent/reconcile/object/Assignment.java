package io.pilothouse.agent.reconcile.object;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Evidence;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.slice.InputError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What Git says an application is to be, as of one commit.
public sealed interface Assignment {
    Revision revision();

    /// @return when the agent first saw the commit
    Instant seenAt();

    /// It is to be this.
    ///
    /// @param desired all of its objects but the disputed ones
    /// @param disputed objects that another application of the same commit declares as well, and comes first
    /// @param evidence what speaks for and against deleting, as of the newest commit whenever it is asked
    record Declared(
            Revision revision,
            Instant seenAt,
            ApplicationPolicy policy,
            List<Desired> desired,
            Map<ResourceKey, ApplicationKey> disputed,
            Supplier<Evidence> evidence)
            implements Assignment {
        public Declared {
            desired = List.copyOf(desired);
            disputed = Map.copyOf(disputed);
        }
    }

    /// It cannot be told; what was before stays in force.
    record Refused(Revision revision, Instant seenAt, List<InputError> errors) implements Assignment {
        public Refused {
            errors = List.copyOf(errors);
        }
    }

    /// Its folder left the slice.
    record Removed(Revision revision, Instant seenAt, Supplier<Evidence> evidence) implements Assignment {}
}
