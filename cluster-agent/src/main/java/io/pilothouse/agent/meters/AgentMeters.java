package io.pilothouse.agent.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pilothouse.core.signal.Histogram;
import io.pilothouse.core.signal.SignalEvent;
import io.pilothouse.core.signal.SignalLevels;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;

/// The meters' registry. May be used from any thread.
public final class AgentMeters implements AutoCloseable {
    private static final Duration[] BUCKETS =
            Histogram.BOUNDS_SECONDS.stream().map(Duration::ofSeconds).toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final AtomicReference<SignalLevels> levels = new AtomicReference<>(SignalLevels.NONE);

    private final Timer lead;
    private final Timer apply;
    private final Timer repair;
    private final Timer queueWait;
    private final Counter succeeded;
    private final Counter failed;
    private final Counter superseded;
    private final Counter writes;
    private final Counter driftDetected;
    private final Counter driftCorrected;
    private final Counter pollsOk;
    private final Counter pollsFailed;

    public AgentMeters(String cluster) {
        registry.config().commonTags("cluster", cluster);
        lead = timer(AgentMeter.CHANGE_LEAD);
        apply = timer(AgentMeter.CHANGE_APPLY);
        repair = timer(AgentMeter.DRIFT_REPAIR);
        queueWait = timer(AgentMeter.QUEUE_WAIT);
        succeeded = counter(AgentMeter.CHANGES, Tags.of("result", "succeeded"));
        failed = counter(AgentMeter.CHANGES, Tags.of("result", "failed"));
        superseded = counter(AgentMeter.CHANGES, Tags.of("result", "superseded"));
        writes = counter(AgentMeter.WRITES, Tags.empty());
        driftDetected = counter(AgentMeter.DRIFT_DETECTED, Tags.empty());
        driftCorrected = counter(AgentMeter.DRIFT_CORRECTED, Tags.empty());
        pollsOk = counter(AgentMeter.SOURCE_POLLS, Tags.of("result", "ok"));
        pollsFailed = counter(AgentMeter.SOURCE_POLLS, Tags.of("result", "failed"));
        gauge(AgentMeter.APPLICATIONS, Tags.of("state", "all"), () -> levels().applications());
        gauge(AgentMeter.APPLICATIONS, Tags.of("state", "out_of_sync"), () -> levels().outOfSync());
        gauge(AgentMeter.APPLICATIONS, Tags.of("state", "degraded"), () -> levels().degraded());
        gauge(AgentMeter.APPLICATIONS, Tags.of("state", "suspended"), () -> levels().suspended());
        gauge(AgentMeter.CHANGES_IN_PROGRESS, Tags.empty(), () -> levels().inProgress());
        gauge(AgentMeter.QUEUE_DEPTH, Tags.empty(), () -> levels().queued());
        seconds(AgentMeter.QUEUE_OLDEST, () -> levels().oldestWaitMillis() / 1000.0);
        gauge(
                AgentMeter.WORKERS_BUSY,
                Tags.empty(),
                () -> levels().workers() == 0 ? 0 : (double) levels().busyWorkers() / levels().workers());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /// @return all meters in Prometheus' text format
    public String scrape() {
        return registry.scrape();
    }

    /// Shows when the Git server last answered, in seconds since 1970.
    public void sourceLastSuccess(DoubleSupplier value) {
        seconds(AgentMeter.SOURCE_LAST_SUCCESS, value);
    }

    /// Shows the report journal.
    public void outbox(DoubleSupplier fill, DoubleSupplier dropped) {
        gauge(AgentMeter.OUTBOX_FILL, Tags.empty(), fill);
        FunctionCounter.builder(AgentMeter.OUTBOX_DROPPED.key(), dropped, DoubleSupplier::getAsDouble)
                .description(AgentMeter.OUTBOX_DROPPED.description())
                .register(registry);
    }

    /// Shows the link to the hub.
    public void hub(DoubleSupplier connected, DoubleSupplier skewSeconds, DoubleSupplier certificateSeconds) {
        gauge(AgentMeter.AGENT_CONNECTED, Tags.empty(), connected);
        seconds(AgentMeter.CLOCK_SKEW, skewSeconds);
        seconds(AgentMeter.CERT_EXPIRY, certificateSeconds);
    }

    void count(SignalEvent event) {
        switch (event) {
            case SignalEvent.RunStarted started -> queueWait.record(started.queueWait());
            case SignalEvent.RunApplied applied -> {
                apply.record(applied.sinceStart());
                writes.increment(applied.writes());
            }
            case SignalEvent.ChangeSucceeded change -> {
                succeeded.increment();
                lead.record(change.lead());
            }
            case SignalEvent.ChangeFailed ignored -> failed.increment();
            case SignalEvent.ChangeSuperseded ignored -> superseded.increment();
            case SignalEvent.DriftDetected ignored -> driftDetected.increment();
            case SignalEvent.DriftCorrected corrected -> {
                driftCorrected.increment();
                repair.record(corrected.sinceSeen());
            }
            case SignalEvent.PollFailed ignored -> pollsFailed.increment();
            case SignalEvent.Sampled sampled -> levels.set(sampled.levels());
        }
    }

    void pollAnswered() {
        pollsOk.increment();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private SignalLevels levels() {
        return levels.get();
    }

    private Timer timer(AgentMeter meter) {
        return Timer.builder(meter.key())
                .description(meter.description())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Counter counter(AgentMeter meter, Tags tags) {
        return Counter.builder(meter.key())
                .description(meter.description())
                .tags(tags)
                .register(registry);
    }

    private void gauge(AgentMeter meter, Tags tags, DoubleSupplier value) {
        Gauge.builder(meter.key(), value, DoubleSupplier::getAsDouble)
                .description(meter.description())
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void seconds(AgentMeter meter, DoubleSupplier value) {
        Gauge.builder(meter.key(), value, DoubleSupplier::getAsDouble)
                .description(meter.description())
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }
}
