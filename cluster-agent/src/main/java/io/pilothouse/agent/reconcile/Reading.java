package io.pilothouse.agent.reconcile;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import java.util.List;

/// What rendering an application gave, with its objects packed at once: a whole slice is read before any of it is
/// handed over, and all of its manifests would not fit.
sealed interface Reading {
    ApplicationKey key();

    Revision revision();

    /// It is complete.
    ///
    /// @param objects all that it declares, whoever else declares them too
    record Whole(ApplicationKey key, Revision revision, ApplicationPolicy policy, List<Desired> objects)
            implements Reading {
        public Whole {
            objects = List.copyOf(objects);
        }
    }

    /// It cannot be used.
    record Refused(ApplicationKey key, Revision revision, List<InputError> errors) implements Reading {
        public Refused {
            errors = List.copyOf(errors);
        }
    }

    /// @param fingerprints what the digests of Secrets are sealed with
    static Reading of(Rendering rendering, Fingerprints fingerprints) {
        return switch (rendering) {
            case Rendering.Rendered whole ->
                new Whole(
                        whole.key(),
                        whole.revision(),
                        whole.policy(),
                        whole.manifests().stream()
                                .map(manifest -> Desired.of(manifest, whole.key(), fingerprints))
                                .toList());
            case Rendering.Refused refused -> new Refused(refused.key(), refused.revision(), refused.errors());
        };
    }
}
