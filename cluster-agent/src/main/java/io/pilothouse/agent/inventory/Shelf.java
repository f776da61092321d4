package io.pilothouse.agent.inventory;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore.UnusableException;
import io.pilothouse.agent.port.StepOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;

/// One shared document: the packed inventories that are in the cluster for certain, and its one writer. What a write
/// did not certainly bring into the cluster is as if it had never been handed in.
final class Shelf {
    private static final StepOutcome.Failure STOPPED =
            new StepOutcome.Unreachable(Codes.UNREACHABLE, "The agent is stopping.", Duration.ZERO);

    private final String name;
    private final Documents documents;
    private final Lock writing;
    private final GroupCommit<String, Optional<byte[]>> commits = new GroupCommit<>(this::write);
    private volatile SortedMap<String, byte[]> kept = new TreeMap<>();
    private volatile boolean isClosed;

    /// @param writing is held while it writes
    Shelf(String name, Documents documents, Lock writing) {
        this.name = name;
        this.documents = documents;
        this.writing = writing;
    }

    String name() {
        return name;
    }

    /// Nothing is written any more; what waits is told so.
    void close() {
        isClosed = true;
    }

    /// Takes what the document says, or is to say when it is written next.
    ///
    /// @param found by the marks of their applications
    void fill(Map<String, byte[]> found) {
        kept = new TreeMap<>(found);
    }

    /// Waits until the document says so.
    void put(String mark, byte[] packed) throws UnusableException {
        commits.commit(mark, Optional.of(packed), STOPPED);
    }

    /// Waits until the document no longer says anything about the application.
    void remove(String mark) throws UnusableException {
        commits.commit(mark, Optional.empty(), STOPPED);
    }

    boolean holds(String mark) {
        return kept.containsKey(mark);
    }

    private void write(Map<String, Optional<byte[]>> changes) throws UnusableException {
        writing.lock();
        try {
            if (isClosed) {
                throw new UnusableException(STOPPED);
            }
            SortedMap<String, byte[]> next = new TreeMap<>(kept);
            changes.forEach(
                    (mark, packed) -> packed.ifPresentOrElse(bytes -> next.put(mark, bytes), () -> next.remove(mark)));
            write(next);
            kept = next;
        } finally {
            writing.unlock();
        }
    }

    /// Writes what it was filled with, before anybody puts something on it.
    void write() throws UnusableException {
        write(kept);
    }

    private void write(SortedMap<String, byte[]> members) throws UnusableException {
        if (members.isEmpty()) {
            documents.remove(name);
        } else {
            documents.write(name, Documents.Form.SHARED, Members.join(members.values()));
        }
    }
}
