package io.pilothouse.repository.tool.compare;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.List;

/// What becomes of an object.
public sealed interface ObjectChange {
    ResourceKey key();

    /// It is new.
    ///
    /// @param origin where it is declared
    record Added(ResourceKey key, Origin origin) implements ObjectChange {}

    /// It goes.
    ///
    /// @param origin where it was declared
    record Removed(ResourceKey key, Origin origin) implements ObjectChange {}

    /// It changes.
    ///
    /// @param origin where it is declared now
    /// @param fields what of it; of a Secret, paths without values
    record Changed(ResourceKey key, Origin origin, List<FieldChange> fields) implements ObjectChange {
        public Changed {
            fields = List.copyOf(fields);
        }
    }
}
