package io.pilothouse.core.tombstone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The tombstones of one application, oldest first: kept for seven days, and bounded in number and size, because they
/// live in the cluster's own store.
///
/// @param tombstones oldest first
public record Graveyard(List<Tombstone> tombstones) {
    /// How long an object can be had back.
    public static final Duration KEPT = Duration.ofDays(7);
    /// So many of one application.
    public static final int MOST = 300;
    /// So many characters of one application.
    public static final int MOST_SIZE = 4_000_000;
    /// Nothing was deleted.
    public static final Graveyard EMPTY = new Graveyard(List.of());

    public Graveyard {
        tombstones = List.copyOf(tombstones);
    }

    /// What is left, and what had to go before its time.
    ///
    /// @param dropped oldest first; somebody should be told
    public record Buried(Graveyard graveyard, List<Tombstone> dropped) {}

    /// @param deleted by one prune
    public Buried bury(Collection<Tombstone> deleted, Instant now) {
        List<Tombstone> all = new ArrayList<>(at(now).tombstones());
        // an attempt that did not come to its end left a tombstone of the very same object
        all.removeIf(before -> deleted.stream().anyMatch(one -> one.uid().equals(before.uid())));
        all.addAll(deleted);
        long size = all.stream().mapToLong(Tombstone::size).sum();
        List<Tombstone> dropped = new ArrayList<>();
        while (all.size() > MOST || (size > MOST_SIZE && all.size() > 1)) {
            Tombstone oldest = all.removeFirst();
            size -= oldest.size();
            dropped.add(oldest);
        }
        return new Buried(new Graveyard(all), dropped);
    }

    /// @return those whose time is not over
    public Graveyard at(Instant now) {
        return new Graveyard(tombstones.stream()
                .filter(one -> one.deletedAt().plus(KEPT).isAfter(now))
                .toList());
    }

    /// @return those that the newest prune left
    public List<Tombstone> newest() {
        return tombstones.isEmpty()
                ? List.of()
                : tombstones.stream()
                        .filter(one ->
                                one.deletedAt().equals(tombstones.getLast().deletedAt()))
                        .toList();
    }

    /// @param name as in [Tombstone#name]
    /// @return the newest of that name, if there is one
    public List<Tombstone> named(String name) {
        return tombstones.reversed().stream()
                .filter(one -> one.name().equals(name))
                .limit(1)
                .toList();
    }

    /// @return this one without objects that live again
    public Graveyard without(Collection<Tombstone> risen) {
        return new Graveyard(
                tombstones.stream().filter(one -> !risen.contains(one)).toList());
    }
}
