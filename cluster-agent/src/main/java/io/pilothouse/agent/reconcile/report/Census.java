package io.pilothouse.agent.reconcile.report;

import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.Health;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which of an application's objects are not healthy, kept up as they change, so that the health of the whole costs no
/// walk through all of them. Belongs to one thread.
final class Census {
    private final Map<ResourceKey, Health> unwell = new HashMap<>();
    private final NavigableMap<Health, NavigableSet<ResourceKey>> byHealth = new TreeMap<>();

    /// Takes how an object is now.
    void put(ResourceKey key, Health health) {
        remove(key);
        if (health != Health.HEALTHY) {
            unwell.put(key, health);
            byHealth.computeIfAbsent(health, _ -> new TreeSet<>()).add(key);
        }
    }

    /// It is no longer one of them.
    void remove(ResourceKey key) {
        Health before = unwell.remove(key);
        if (before != null) {
            byHealth.computeIfPresent(before, (_, keys) -> {
                keys.remove(key);
                return keys.isEmpty() ? null : keys;
            });
        }
    }

    /// @return how the worst is, [Health#HEALTHY] if there is none
    Health worst() {
        return byHealth.isEmpty() ? Health.HEALTHY : byHealth.lastKey();
    }

    /// @param least no better than this
    /// @return the first by key that is so badly off
    Optional<ResourceKey> firstAtLeast(Health least) {
        return byHealth.tailMap(least, true).values().stream()
                .map(NavigableSet::first)
                .min(ResourceKey::compareTo);
    }

    /// @return those that are exactly so, which is not [Health#HEALTHY]
    NavigableSet<ResourceKey> of(Health health) {
        return byHealth.getOrDefault(health, Collections.emptyNavigableSet());
    }
}
