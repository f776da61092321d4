package io.pilothouse.agent.reconcile.health;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.evidence.Evidence;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Gathers evidence for all applications of a cluster, one object after the other and not more often than the pace
/// says: when a whole cluster fails, asking about each of thousands of objects would be the last thing it needs. What
/// does not fit the queue is refused, and asked for again by who still wants it. Thread-safe; has a thread only while
/// there is something to do.
public final class EvidenceDesk implements HealthKeeper.Inquiry, AutoCloseable {
    /// More than these do not wait.
    static final int MOST_WAITING = 200;
    /// So many are gathered without a pause, after a quiet time.
    static final int BURST = 10;

    private final BiFunction<ResourceKey, String, Evidence> gathering;
    private final Duration pause;
    private final Map<Subject, Request> waiting = new LinkedHashMap<>();
    private double left = BURST;
    private long countedAt = System.nanoTime();
    private Optional<Thread> worker = Optional.empty();
    private boolean isClosed;

    private record Subject(ApplicationKey application, ResourceKey object) {}

    private record Request(String apiVersion, Consumer<Evidence> answer) {}

    /// @return a desk that asks a cluster about one object a second
    public static EvidenceDesk of(Cluster cluster, HealthMeans means) {
        return new EvidenceDesk(new Gathering(cluster, means)::about, Duration.ofSeconds(1));
    }

    /// @param gathering asks the cluster; blocks
    /// @param pause between two, once the burst is used up
    EvidenceDesk(BiFunction<ResourceKey, String, Evidence> gathering, Duration pause) {
        this.gathering = gathering;
        this.pause = pause;
    }

    @Override
    public synchronized boolean ask(
            ApplicationKey application, ResourceKey object, String apiVersion, Consumer<Evidence> answer) {
        if (isClosed || waiting.size() >= MOST_WAITING) {
            return false;
        }
        waiting.put(new Subject(application, object), new Request(apiVersion, answer));
        if (worker.isEmpty()) {
            worker = Optional.of(Thread.ofVirtual().name("evidence").start(this::work));
        }
        return true;
    }

    private void work() {
        try {
            for (Optional<Map.Entry<Subject, Request>> next = take(); next.isPresent(); next = take()) {
                for (Duration wait = spend(); wait.isPositive(); wait = spend()) {
                    Thread.sleep(wait);
                }
                Request request = next.get().getValue();
                request.answer().accept(gathering.apply(next.get().getKey().object(), request.apiVersion()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes one question out of a bucket that fills by one in each pause. It outlives the thread, which may end
    /// and begin between any two questions.
    ///
    /// @return how long to wait before asking again whether one may be asked; zero if one was taken
    private synchronized Duration spend() {
        if (pause.isZero()) {
            return Duration.ZERO;
        }
        long now = System.nanoTime();
        left = Math.min(BURST, left + (double) (now - countedAt) / pause.toNanos());
        countedAt = now;
        if (left < 1) {
            return Duration.ofNanos((long) ((1 - left) * pause.toNanos()) + 1);
        }
        left--;
        return Duration.ZERO;
    }

    private synchronized Optional<Map.Entry<Subject, Request>> take() {
        Iterator<Map.Entry<Subject, Request>> entries = waiting.entrySet().iterator();
        if (isClosed || !entries.hasNext()) {
            worker = Optional.empty();
            return Optional.empty();
        }
        Map.Entry<Subject, Request> entry = entries.next();
        Map.Entry<Subject, Request> first = Map.entry(entry.getKey(), entry.getValue());
        entries.remove();
        return Optional.of(first);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        waiting.clear();
        worker.ifPresent(Thread::interrupt);
    }
}
