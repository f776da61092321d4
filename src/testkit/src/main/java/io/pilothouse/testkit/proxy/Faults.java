package io.pilothouse.testkit.proxy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// The faults in force. The first that fits is taken. Thread-safe.
final class Faults {
    private final List<Due> due = new CopyOnWriteArrayList<>();

    private record Due(Predicate<Asked> when, Fault fault, AtomicInteger left) {}

    void add(Predicate<Asked> when, Fault fault, int times) {
        due.add(new Due(when, fault, new AtomicInteger(times)));
    }

    void clear() {
        due.clear();
    }

    Optional<Fault> take(Asked asked) {
        for (Due candidate : due) {
            if (candidate.when().test(asked) && candidate.left().getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                return Optional.of(candidate.fault());
            }
        }
        return Optional.empty();
    }
}
