package io.pilothouse.core.hook;

import io.pilothouse.core.annotation.HookPhase;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Comparator;

/// One object as the hook of one moment; the same object may be the hook of several.
///
/// @param phase the moment
/// @param object the object
public record HookKey(HookPhase phase, ResourceKey object) implements Comparable<HookKey> {
    private static final Comparator<HookKey> ORDER =
            Comparator.comparing(HookKey::phase).thenComparing(HookKey::object);

    @Override
    public int compareTo(HookKey other) {
        return ORDER.compare(this, other);
    }

    /// @return for people: `PreSync hook Job.batch shop/migrate`
    @Override
    public String toString() {
        return phase.written() + " hook " + object;
    }
}
