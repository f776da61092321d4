package io.pilothouse.agent.inventory;

import io.pilothouse.agent.port.InventoryStore.UnusableException;
import io.pilothouse.agent.port.StepOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// One writer for many who have something to write: what is handed in while a write is under way goes out with the next
/// one (group commit, as databases do with their logs: DeWitt et al., 1984). There is no timer: who comes alone is
/// written at once. Thread-safe.
///
/// @param <K> what a change is about; of two changes in one write, the one that was handed in last counts
/// @param <V> what is to be written about it
final class GroupCommit<K, V> {
    /// Writes all changes or none.
    interface Write<K, V> {
        void write(Map<K, V> changes) throws UnusableException;
    }

    /// What is handed in together, and its end: why it was not written, or empty.
    private record Batch<K, V>(Map<K, V> changes, CompletableFuture<Optional<StepOutcome.Failure>> end) {
        static <K, V> Batch<K, V> open() {
            return new Batch<>(new LinkedHashMap<>(), new CompletableFuture<>());
        }
    }

    private final Write<K, V> target;
    private Batch<K, V> gathering = Batch.open();
    private boolean isWriting;

    GroupCommit(Write<K, V> target) {
        this.target = target;
    }

    /// Hands a change in, and waits until a write that contains it has been answered. Who is interrupted before
    /// that takes the change back, unless it is being written already.
    ///
    /// @param stopped what is said to who is interrupted
    /// @throws UnusableException if it was not written, or nobody knows whether it was
    void commit(K key, V value, StepOutcome.Failure stopped) throws UnusableException {
        if (Thread.currentThread().isInterrupted()) {
            throw new UnusableException(stopped);
        }
        Batch<K, V> mine = handIn(key, value);
        try {
            Optional<StepOutcome.Failure> failure = mine.end().get();
            if (failure.isPresent()) {
                throw new UnusableException(failure.get());
            }
        } catch (InterruptedException e) {
            withdraw(mine, key, value);
            Thread.currentThread().interrupt();
            throw new UnusableException(stopped);
        } catch (ExecutionException e) {
            throw new IllegalStateException("writing failed by a defect", e.getCause());
        }
    }

    private synchronized Batch<K, V> handIn(K key, V value) {
        gathering.changes().put(key, value);
        if (!isWriting) {
            isWriting = true;
            // a thread of its own, because an owner that is interrupted must not take its neighbours' write with it
            Thread.ofVirtual().name("group-commit").start(this::writeWhatGathers);
        }
        return gathering;
    }

    @SuppressWarnings("ReferenceEquality") // two batches may say the same, and are two all the same
    private synchronized void withdraw(Batch<K, V> batch, K key, V value) {
        if (batch == gathering) {
            batch.changes().remove(key, value);
        }
    }

    private synchronized Optional<Batch<K, V>> next() {
        if (gathering.changes().isEmpty()) {
            isWriting = false;
            return Optional.empty();
        }
        Batch<K, V> due = gathering;
        gathering = Batch.open();
        return Optional.of(due);
    }

    private void writeWhatGathers() {
        for (Optional<Batch<K, V>> due = next(); due.isPresent(); due = next()) {
            write(due.get());
        }
    }

    private void write(Batch<K, V> batch) {
        try {
            target.write(batch.changes());
            batch.end().complete(Optional.empty());
        } catch (UnusableException e) {
            batch.end().complete(Optional.of(e.failure()));
        } catch (RuntimeException | Error e) {
            // whoever waits must hear of it, whatever it is
            batch.end().completeExceptionally(e);
        }
    }
}
