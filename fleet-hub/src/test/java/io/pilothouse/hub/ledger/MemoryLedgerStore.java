package io.pilothouse.hub.ledger;

import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetReducer;
import io.pilothouse.core.fleet.FleetSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A ledger store in memory, that fails when it is told to. What it holds outlives the ledger on it, as a disk does.
public final class MemoryLedgerStore implements LedgerStore {
    /// What happens at the next commits.
    public enum Mood {
        WORKS,
        FAILS,
        /// The commit is on the disk, and the answer says it is not.
        FAILS_AFTER_WRITING
    }

    public volatile Mood mood = Mood.WORKS;
    public final List<Commit> commits = new ArrayList<>();
    private final List<Recorded> events = new ArrayList<>();
    private final Map<String, AgentPosition> positions = new HashMap<>();
    private FleetSnapshot saved = FleetSnapshot.EMPTY;
    private FleetSnapshot all = FleetSnapshot.EMPTY;

    @Override
    public String ledgerId() {
        return "11111111-2222-3333-4444-555555555555";
    }

    @Override
    public synchronized void append(Commit commit) {
        if (mood == Mood.FAILS) {
            throw new StoreException("the disk is full");
        }
        commits.add(commit);
        events.addAll(commit.events());
        positions.putAll(commit.positions());
        all = FleetReducer.fold(all, commit.events()).snapshot();
        if (mood == Mood.FAILS_AFTER_WRITING) {
            throw new StoreException("the disk did not answer");
        }
    }

    @Override
    public synchronized void recover() {
        if (mood == Mood.FAILS) {
            throw new StoreException("the disk is full");
        }
    }

    @Override
    public synchronized FleetSnapshot savedSnapshot() {
        return saved;
    }

    @Override
    public synchronized Map<String, AgentPosition> positions() {
        if (mood == Mood.FAILS) {
            throw new StoreException("the disk is full");
        }
        return Map.copyOf(positions);
    }

    @Override
    public synchronized long head() {
        return Math.max(
                saved.sequence(), events.isEmpty() ? 0 : events.getLast().sequence());
    }

    @Override
    public synchronized List<Recorded> events(long after, int limit) {
        return events.stream()
                .filter(event -> event.sequence() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<CommandState> command(String id) {
        return all.command(id);
    }

    @Override
    public synchronized void saveSnapshot(FleetSnapshot snapshot) {
        saved = snapshot;
    }

    @Override
    public synchronized void trim(long until) {
        if (until > saved.sequence()) {
            throw new IllegalArgumentException("events after the saved fold must stay");
        }
        events.removeIf(event -> event.sequence() <= until);
    }

    public synchronized List<Recorded> held() {
        return List.copyOf(events);
    }
}
