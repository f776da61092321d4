package io.pilothouse.agent.reconcile.pace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Does a number of requests at once and waits for all of them.
public final class Applier {
    private Applier() {}

    /// What came of one.
    public record Result<T, R>(T item, R outcome) {}

    /// @param lanes how many at once
    /// @param isStopped asked before each; items it holds back have no result
    /// @return results in the order of the items
    public static <T, R> List<Result<T, R>> all(
            List<T> items, int lanes, BooleanSupplier isStopped, Function<T, R> action) throws InterruptedException {
        if (items.size() == 1) {
            return isStopped.getAsBoolean()
                    ? List.of()
                    : List.of(new Result<>(items.get(0), action.apply(items.get(0))));
        }
        AtomicInteger next = new AtomicInteger();
        ConcurrentLinkedQueue<Numbered<T, R>> done = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int lane = 0; lane < Math.min(lanes, items.size()); lane++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (Optional<Integer> i = take(next, items); i.isPresent(); i = take(next, items)) {
                    if (isStopped.getAsBoolean()) {
                        return;
                    }
                    T item = items.get(i.get());
                    done.add(new Numbered<>(i.get(), new Result<>(item, action.apply(item))));
                }
            }));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            throw e;
        }
        return done.stream()
                .sorted(java.util.Comparator.comparingInt(Numbered::number))
                .map(Numbered::result)
                .toList();
    }

    private record Numbered<T, R>(int number, Result<T, R> result) {}

    private static <T> Optional<Integer> take(AtomicInteger next, List<T> items) {
        int i = next.getAndIncrement();
        return i < items.size() ? Optional.of(i) : Optional.empty();
    }
}
