package io.pilothouse.core.slice;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.policy.ApplicationPolicy;
import java.util.List;

/// What rendering an application gave: all of its objects, or the reasons why not. Never a part, because what is
/// missing
/// from a rendering may be pruned.
public sealed interface Rendering {
    ApplicationKey key();

    Revision revision();

    /// It is complete.
    ///
    /// @param policy how to treat it
    /// @param manifests each object once, in the order of the files
    record Rendered(ApplicationKey key, Revision revision, ApplicationPolicy policy, List<Manifest> manifests)
            implements Rendering {
        public Rendered {
            manifests = List.copyOf(manifests);
        }
    }

    /// It cannot be used: nothing is applied and nothing is deleted.
    ///
    /// @param errors at least one
    record Refused(ApplicationKey key, Revision revision, List<InputError> errors) implements Rendering {
        public Refused {
            errors = List.copyOf(errors);
        }
    }
}
