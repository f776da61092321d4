package io.pilothouse.agent.reconcile.object;

import io.pilothouse.core.manifest.ResourceKey;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which of an application's objects are not as Git says, kept up object by object, so that nobody has to go through
/// all of them to know. Belongs to one thread.
final class Differences {
    private final SortedSet<ResourceKey> drifted = new TreeSet<>();
    private final SortedSet<ResourceKey> unmatched = new TreeSet<>();

    /// Takes how an object is now.
    ///
    /// @param isDrifted it differs from what was applied, by somebody else's hand
    /// @param isUnmatched it differs from what Git declares
    void put(ResourceKey key, boolean isDrifted, boolean isUnmatched) {
        note(drifted, key, isDrifted);
        note(unmatched, key, isUnmatched);
    }

    private static void note(SortedSet<ResourceKey> keys, ResourceKey key, boolean isAmong) {
        if (isAmong) {
            keys.add(key);
        } else {
            keys.remove(key);
        }
    }

    SortedSet<ResourceKey> drifted() {
        return Collections.unmodifiableSortedSet(drifted);
    }

    SortedSet<ResourceKey> unmatched() {
        return Collections.unmodifiableSortedSet(unmatched);
    }
}
