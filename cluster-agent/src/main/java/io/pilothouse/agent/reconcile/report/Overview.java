package io.pilothouse.agent.reconcile.report;

import io.pilothouse.agent.port.SignalSink;
import io.pilothouse.agent.reconcile.pace.Workers;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The newest status of every application, and the samples that are made of it. Changes that come close together make
/// one
/// sample, because one is as good as a hundred. Thread-safe.
public final class Overview {
    private static final long MOST_SECONDS = 5;
    private static final long LEAST_MILLIS = 100;

    private final Map<ApplicationKey, ApplicationStatus> statuses = new ConcurrentHashMap<>();
    private final Workers workers;
    private final SignalSink signals;
    private final Semaphore changed = new Semaphore(0);

    public Overview(Workers workers, SignalSink signals) {
        this.workers = workers;
        this.signals = signals;
    }

    void publish(ApplicationStatus status) {
        statuses.put(status.key(), status);
        changed.release();
    }

    /// @return its newest status; empty if it has not reported yet
    public Optional<ApplicationStatus> of(ApplicationKey application) {
        return Optional.ofNullable(statuses.get(application));
    }

    /// The application is gone.
    public void remove(ApplicationKey application) {
        statuses.remove(application);
        changed.release();
    }

    /// Samples until interrupted.
    public void sampleUntilInterrupted() {
        try {
            while (true) {
                signals.sample(sample());
                if (changed.tryAcquire(MOST_SECONDS, TimeUnit.SECONDS)) {
                    TimeUnit.MILLISECONDS.sleep(LEAST_MILLIS);
                    changed.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    SignalSink.Sample sample() {
        int outOfSync = 0;
        int degraded = 0;
        int suspended = 0;
        int inProgress = 0;
        for (ApplicationStatus status : statuses.values()) {
            outOfSync += status.sync() == SyncStatus.SYNCED ? 0 : 1;
            degraded += status.health().compareTo(Health.MISSING) >= 0 ? 1 : 0;
            suspended += status.isSuspended() ? 1 : 0;
            boolean isUnderWay = status.phase() == RunPhase.QUEUED
                    || status.phase() == RunPhase.RUNNING
                    || status.phase() == RunPhase.WAITING;
            inProgress += isUnderWay && !status.isSuspended() ? 1 : 0;
        }
        return new SignalSink.Sample(
                statuses.size(),
                outOfSync,
                degraded,
                suspended,
                inProgress,
                workers.queued(),
                workers.oldestWait(),
                workers.busy(),
                workers.all());
    }
}
