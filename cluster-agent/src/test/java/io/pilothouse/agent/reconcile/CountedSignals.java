package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.SignalSink;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Counts what the golden signals are made of. Thread-safe.
final class CountedSignals implements SignalSink {
    final AtomicInteger runs = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();
    final AtomicInteger detected = new AtomicInteger();
    final AtomicInteger corrected = new AtomicInteger();
    final AtomicReference<Sample> sample = new AtomicReference<>();
    private final Map<ChangeResult, Integer> changes = new EnumMap<>(ChangeResult.class);

    @Override
    public void runStarted(Duration queueWait) {
        runs.incrementAndGet();
    }

    @Override
    public void runApplied(Duration sinceStart, int written) {
        writes.addAndGet(written);
    }

    @Override
    public synchronized void changeEnded(ChangeResult result, Duration sinceSeen) {
        changes.merge(result, 1, Integer::sum);
    }

    synchronized int changes(ChangeResult result) {
        return changes.getOrDefault(result, 0);
    }

    @Override
    public void driftDetected() {
        detected.incrementAndGet();
    }

    @Override
    public void driftCorrected(Duration sinceSeen) {
        corrected.incrementAndGet();
    }

    @Override
    public void polled(boolean answered) {}

    @Override
    public void sample(Sample newest) {
        sample.set(newest);
    }
}
