package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.Source;
import java.util.Optional;

/// Asks Git on a thread of its own, one question at a time, so that a server that is slow to answer keeps nobody from
/// being stopped. Thread-safe for the answer; one thread asks.
final class Fetching {
    private final Source source;
    private final Runnable answered;
    private volatile Optional<Thread> asking = Optional.empty();
    private volatile Optional<Source.Fetched> answer = Optional.empty();
    private volatile Optional<RuntimeException> defect = Optional.empty();

    /// @param answered called when an answer can be taken
    Fetching(Source source, Runnable answered) {
        this.source = source;
        this.answered = answered;
    }

    boolean isUnderWay() {
        return asking.isPresent();
    }

    /// Asks; returns at once.
    void begin() {
        asking = Optional.of(Thread.ofVirtual().name("fetch").start(() -> {
            try {
                answer = Optional.of(source.fetch());
            } catch (RuntimeException e) {
                defect = Optional.of(e);
            }
            answered.run();
        }));
    }

    /// @return the answer, once
    /// @throws RuntimeException what the source threw by a defect
    Optional<Source.Fetched> take() {
        Optional<RuntimeException> thrown = defect;
        if (thrown.isPresent()) {
            defect = Optional.empty();
            asking = Optional.empty();
            throw thrown.get();
        }
        Optional<Source.Fetched> taken = answer;
        if (taken.isPresent()) {
            answer = Optional.empty();
            asking = Optional.empty();
        }
        return taken;
    }

    /// @return the thread that asks
    Optional<Thread> thread() {
        return asking;
    }
}
