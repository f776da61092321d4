package io.pilothouse.hub.meters;

import io.pilothouse.core.signal.Histogram;
import io.pilothouse.hub.ledger.SignalTotals;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Histograms that agents counted, as Prometheus has them. They are sums already, so no timer of ours can carry them.
final class SignalHistograms implements MultiCollector {
    private final Supplier<SignalTotals> totals;

    SignalHistograms(Supplier<SignalTotals> totals) {
        this.totals = totals;
    }

    @Override
    public MetricSnapshots collect() {
        SignalTotals now = totals.get();
        return MetricSnapshots.of(
                snapshot(Meters.CHANGE_LEAD, now.lead()),
                snapshot(Meters.CHANGE_APPLY, now.apply()),
                snapshot(Meters.DRIFT_REPAIR, now.repair()),
                snapshot(Meters.SYNC_QUEUE_WAIT, now.queueWait()));
    }

    private static HistogramSnapshot snapshot(Meters meter, Histogram histogram) {
        List<Double> bounds = new ArrayList<>();
        Histogram.BOUNDS_SECONDS.forEach(bound -> bounds.add(bound.doubleValue()));
        bounds.add(Double.POSITIVE_INFINITY);
        return HistogramSnapshot.builder()
                .name(meter.prometheusSeconds())
                .help(meter.help())
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, histogram.counts()))
                        .sum(histogram.sumMillis() / 1_000.0)
                        .build())
                .build();
    }
}
