package io.pilothouse.agent.reconcile.drift;

import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.status.FieldDrift;
import java.time.Instant;
import java.util.List;

/// An object that differs from what was applied.
///
/// @param wanted what was applied
/// @param fields in which it differs
/// @param since when the owner was told
/// @param known the fields, as they were when they were last looked at
record Drifted(Desired wanted, List<FieldDrift> fields, Instant since, List<FieldDrift> known) {
    Drifted {
        fields = List.copyOf(fields);
        known = List.copyOf(known);
    }

    ResourceKey key() {
        return wanted.key();
    }

    Drifted with(List<FieldDrift> some) {
        return new Drifted(wanted, some, since, known);
    }

    Drifted without(List<FieldDrift> some) {
        return with(fields.stream().filter(field -> !some.contains(field)).toList());
    }

    /// @return true if something differs that did not the last time
    boolean isNew() {
        return !known.equals(fields);
    }
}
