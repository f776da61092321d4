package io.pilothouse.core.pace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// When each of many things is to be looked at again, with at most one time for each. To ask what is due costs what is
/// due, however much is not. Belongs to one thread.
///
/// @param <K> what is looked at
public final class Agenda<K extends Comparable<K>> {
    private final Map<K, Entry<K>> entries = new HashMap<>();
    private final TreeSet<Entry<K>> order =
            new TreeSet<>(Comparator.comparing((Entry<K> entry) -> entry.at()).thenComparing(Entry::what));

    private record Entry<K>(Instant at, K what) {}

    /// Looks at it then, and not at the time that was set before.
    ///
    /// @param at empty if it need not be looked at any more
    public void set(K what, Optional<Instant> at) {
        Entry<K> before = entries.remove(what);
        if (before != null) {
            order.remove(before);
        }
        at.map(time -> new Entry<>(time, what)).ifPresent(entry -> {
            entries.put(what, entry);
            order.add(entry);
        });
    }

    /// @return what is due, the earliest first; it stays until another time is set for it
    public List<K> due(Instant now) {
        List<K> due = new ArrayList<>();
        for (Entry<K> entry : order) {
            if (entry.at().isAfter(now)) {
                break;
            }
            due.add(entry.what());
        }
        return due;
    }

    /// @return the first that is due
    public Optional<K> first(Instant now) {
        return next().filter(at -> !at.isAfter(now)).map(_ -> order.first().what());
    }

    /// @return the earliest time that is set
    public Optional<Instant> next() {
        return order.isEmpty() ? Optional.empty() : Optional.of(order.first().at());
    }
}
