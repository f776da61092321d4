package io.pilothouse.hub.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.hub.ledger.CommitProbe;
import io.pilothouse.hub.ledger.Ledger;
import io.pilothouse.hub.ledger.SignalBook;
import io.pilothouse.hub.ledger.SignalTotals;
import io.pilothouse.hub.rpc.AgentSessions;
import io.pilothouse.hub.rpc.RpcProbe;
import io.pilothouse.hub.rpc.Watches;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// The hub's meters. What is cheap is measured as it happens, what is counted from the fleet's state is counted when
/// somebody asks.
public final class HubMeters implements CommitProbe, RpcProbe {
    private static final Duration[] COMMIT_BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };
    private static final Duration[] RPC_BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(300),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final int listedClusters;
    private final Timer commit;
    private final Counter events;
    private final Counter failures;
    private final MultiGauge heartbeats;
    private final MultiGauge clusters;
    private final MultiGauge applications;
    private volatile Supplier<FleetSnapshot> fleet = () -> FleetSnapshot.EMPTY;
    private volatile java.util.function.Function<ClusterState, Instant> heardAt = ClusterState::contactSince;
    private volatile int unlisted;

    /// @param listedClusters clusters that get a series of their own, at most
    public HubMeters(int listedClusters) {
        this.listedClusters = listedClusters;
        this.commit = Timer.builder(Meters.LEDGER_COMMIT.text())
                .description(Meters.LEDGER_COMMIT.help())
                .serviceLevelObjectives(COMMIT_BUCKETS)
                .register(registry);
        this.events = Counter.builder(Meters.LEDGER_EVENTS.text())
                .description(Meters.LEDGER_EVENTS.help())
                .register(registry);
        this.failures = Counter.builder(Meters.LEDGER_FAILURES.text())
                .description(Meters.LEDGER_FAILURES.help())
                .register(registry);
        this.heartbeats = MultiGauge.builder(Meters.AGENT_LAST_HEARTBEAT.text())
                .description(Meters.AGENT_LAST_HEARTBEAT.help())
                .baseUnit("seconds")
                .register(registry);
        this.clusters = MultiGauge.builder(Meters.CLUSTERS.text())
                .description(Meters.CLUSTERS.help())
                .register(registry);
        this.applications = MultiGauge.builder(Meters.APPLICATIONS.text())
                .description(Meters.APPLICATIONS.help())
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /// Measures a running hub.
    ///
    /// @param certificateEnd when the hub's certificate expires
    public void watch(
            Ledger ledger,
            SignalBook signals,
            AgentSessions sessions,
            Watches watches,
            Path data,
            Instant certificateEnd,
            InstantSource clock) {
        fleet = ledger::snapshot;
        heardAt = cluster -> {
            Instant heard = sessions.heardAt(cluster.name());
            return heard.equals(Instant.EPOCH) ? cluster.contactSince() : heard;
        };
        gauge(Meters.LEDGER_QUEUE_DEPTH, ledger, Ledger::queued);
        gauge(Meters.LEDGER_SEQUENCE, ledger, all -> all.snapshot().sequence());
        gauge(Meters.LEDGER_WRITABLE, ledger, all -> all.isWritable() ? 1 : 0);
        gauge(Meters.AGENT_CONNECTED, sessions, AgentSessions::connected);
        gauge(Meters.AGENT_UNLISTED, this, meters -> meters.unlisted);
        gauge(Meters.AGENT_QUESTIONS, sessions, AgentSessions::questions);
        gauge(Meters.FLEET_WATCHERS, watches, Watches::fleetWatchers);
        gauge(Meters.DISK_FREE, data, HubMeters::freeRatio);
        TimeGauge.builder(
                        Meters.AGENT_CLOCK_SKEW.text(),
                        sessions,
                        TimeUnit.MILLISECONDS,
                        all -> all.worstSkew().toMillis())
                .description(Meters.AGENT_CLOCK_SKEW.help())
                .register(registry);
        TimeGauge.builder(
                        Meters.CERT_EXPIRY.text(),
                        certificateEnd,
                        TimeUnit.SECONDS,
                        end -> Duration.between(clock.instant(), end).toSeconds())
                .strongReference(true)
                .description(Meters.CERT_EXPIRY.help())
                .register(registry);
        count(Meters.CHANGES, signals, Tags.of("result", "succeeded"), SignalTotals::succeeded);
        count(Meters.CHANGES, signals, Tags.of("result", "failed"), SignalTotals::failed);
        count(Meters.CHANGES, signals, Tags.of("result", "superseded"), SignalTotals::superseded);
        count(Meters.DRIFT_DETECTED, signals, Tags.empty(), SignalTotals::driftDetected);
        count(Meters.DRIFT_CORRECTED, signals, Tags.empty(), SignalTotals::driftCorrected);
        count(Meters.SOURCE_POLLS_FAILED, signals, Tags.empty(), SignalTotals::pollsFailed);
        FunctionCounter.builder(Meters.SIGNALS_DROPPED.text(), signals, SignalBook::dropped)
                .description(Meters.SIGNALS_DROPPED.help())
                .register(registry);
        registry.getPrometheusRegistry().register(new SignalHistograms(signals::totals));
    }

    private <T> void gauge(Meters meter, T of, ToDoubleFunction<T> value) {
        Gauge.builder(meter.text(), of, value)
                .strongReference(true)
                .description(meter.help())
                .register(registry);
    }

    private void count(Meters meter, SignalBook signals, Tags tags, ToDoubleFunction<SignalTotals> value) {
        FunctionCounter.builder(meter.text(), signals, book -> value.applyAsDouble(book.totals()))
                .tags(tags)
                .description(meter.help())
                .register(registry);
    }

    private static double freeRatio(Path data) {
        java.io.File disk = data.toFile();
        return disk.getTotalSpace() == 0 ? 0 : (double) disk.getUsableSpace() / disk.getTotalSpace();
    }

    /// @return all meters in Prometheus' text format
    public synchronized String scrape() {
        FleetSnapshot now = fleet.get();
        FleetCounts counts = FleetCounts.of(now);
        clusters.register(
                counts.contacts().entrySet().stream()
                        .<Row<?>>map(entry -> Row.of(
                                Tags.of("contact", entry.getKey().name().toLowerCase(Locale.ROOT)), entry.getValue()))
                        .toList(),
                true);
        applications.register(
                counts.states().entrySet().stream()
                        .<Row<?>>map(
                                entry -> Row.of(Tags.of("state", entry.getKey().tag()), entry.getValue()))
                        .toList(),
                true);
        heartbeats.register(heartbeatRows(now), true);
        return registry.scrape();
    }

    private List<Row<?>> heartbeatRows(FleetSnapshot now) {
        List<ClusterState> listed = now.clusters().values().stream()
                .sorted(Comparator.comparing(ClusterState::name))
                .limit(listedClusters)
                .toList();
        unlisted = now.clusters().size() - listed.size();
        List<Row<?>> rows = new ArrayList<>(listed.size());
        listed.forEach(cluster -> rows.add(Row.of(
                Tags.of("cluster", cluster.name()), heardAt.apply(cluster).getEpochSecond())));
        return rows;
    }

    @Override
    public void committed(int count, Duration took) {
        commit.record(took);
        events.increment(count);
    }

    @Override
    public void failed() {
        failures.increment();
    }

    @Override
    public void answered(String method, String code, Duration took) {
        Timer.builder(Meters.RPC.text())
                .description(Meters.RPC.help())
                .tags("method", method, "code", code)
                .serviceLevelObjectives(RPC_BUCKETS)
                .register(registry)
                .record(took);
    }

    @Override
    public void denied(String reason) {
        Counter.builder(Meters.AUTH_DENIED.text())
                .description(Meters.AUTH_DENIED.help())
                .tags("reason", reason)
                .register(registry)
                .increment();
    }
}
