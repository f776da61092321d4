package io.pilothouse.hub.ledger;

import io.pilothouse.core.fleet.FleetEvent.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The newest events, in memory: who follows the fleet is served from here and never from the disk. Any thread reads,
/// the ledger's thread adds.
public final class EventTail {
    private final Recorded[] ring;
    private long head;
    private long held;

    /// @param head the newest event so far; adding goes on after it
    EventTail(int capacity, long head) {
        this.ring = new Recorded[capacity];
        this.head = head;
    }

    synchronized void add(List<Recorded> events) {
        for (Recorded event : events) {
            head = event.sequence();
            ring[slot(head)] = event;
        }
        held = Math.min(ring.length, held + events.size());
    }

    /// @return the newest event's sequence number
    public synchronized long head() {
        return head;
    }

    /// @return at most `max` events after one, none if it is the newest; empty if some of them are no longer held,
    ///     or the number is not one of this ledger's
    public synchronized Optional<List<Recorded>> after(long sequence, int max) {
        if (sequence > head || sequence < head - held) {
            return Optional.empty();
        }
        long until = Math.min(head, sequence + max);
        List<Recorded> events = new ArrayList<>((int) (until - sequence));
        for (long next = sequence + 1; next <= until; next++) {
            events.add(ring[slot(next)]);
        }
        return Optional.of(events);
    }

    private int slot(long sequence) {
        return (int) (sequence % ring.length);
    }
}
