package io.pilothouse.agent.reconcile.object;

import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Why objects are not as they should be, by object. What is told of an object has to be told anew whenever this
/// changes, so every change is announced. Belongs to one thread.
public final class Failures {
    private final SortedMap<ResourceKey, StepOutcome.Failure> all = new TreeMap<>();
    private final Consumer<ResourceKey> changed;

    /// @param changed told of every object of which something else is known than before
    public Failures(Consumer<ResourceKey> changed) {
        this.changed = changed;
    }

    /// @return true if nothing was known of this object before
    public boolean put(ResourceKey key, StepOutcome.Failure failure) {
        StepOutcome.Failure before = all.put(key, failure);
        if (!failure.equals(before)) {
            changed.accept(key);
        }
        return before == null;
    }

    /// Takes all of these as well.
    public void putAll(Map<ResourceKey, StepOutcome.Failure> more) {
        more.forEach(this::put);
    }

    /// It is well again.
    public void remove(ResourceKey key) {
        if (all.remove(key) != null) {
            changed.accept(key);
        }
    }

    /// All others are well again.
    public void keepOnly(Set<ResourceKey> keys) {
        all.keySet().stream().filter(key -> !keys.contains(key)).toList().forEach(this::remove);
    }

    /// All are well again.
    public void clear() {
        List.copyOf(all.keySet()).forEach(this::remove);
    }

    public Optional<StepOutcome.Failure> of(ResourceKey key) {
        return Optional.ofNullable(all.get(key));
    }

    /// @return the first by key
    public Optional<StepOutcome.Failure> first() {
        return all.values().stream().findFirst();
    }

    public Collection<StepOutcome.Failure> values() {
        return Collections.unmodifiableCollection(all.values());
    }

    public Set<ResourceKey> keys() {
        return Collections.unmodifiableSet(all.keySet());
    }

    public boolean contains(ResourceKey key) {
        return all.containsKey(key);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public int size() {
        return all.size();
    }
}
