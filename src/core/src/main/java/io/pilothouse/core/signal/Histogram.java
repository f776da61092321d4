package io.pilothouse.core.signal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long something took, counted in fixed buckets, so that minutes and clusters add up without loss.
///
/// @param counts how many fell into each bucket: one count for each of [#BOUNDS_SECONDS], and a last one for what took
///     longer; not cumulative
/// @param sumMillis sum of all, in milliseconds
public record Histogram(List<Long> counts, long sumMillis) {
    /// Upper bounds of the buckets, inclusive, in seconds: the service-level buckets of `pilothouse.change.lead`.
    public static final List<Integer> BOUNDS_SECONDS = List.of(1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600);

    public static final Histogram EMPTY =
            new Histogram(java.util.Collections.nCopies(BOUNDS_SECONDS.size() + 1, 0L), 0);

    public Histogram {
        counts = List.copyOf(counts);
        if (counts.size() != BOUNDS_SECONDS.size() + 1) {
            throw new IllegalArgumentException(
                    "expected " + (BOUNDS_SECONDS.size() + 1) + " buckets, got " + counts.size());
        }
    }

    /// @return this histogram with one more duration in it
    public Histogram with(Duration duration) {
        int bucket = 0;
        while (bucket < BOUNDS_SECONDS.size()
                && duration.compareTo(Duration.ofSeconds(BOUNDS_SECONDS.get(bucket))) > 0) {
            bucket++;
        }
        List<Long> changed = new ArrayList<>(counts);
        changed.set(bucket, changed.get(bucket) + 1);
        return new Histogram(changed, sumMillis + duration.toMillis());
    }

    /// @return the sum of the two
    public Histogram plus(Histogram other) {
        List<Long> sum = new ArrayList<>(counts.size());
        for (int i = 0; i < counts.size(); i++) {
            sum.add(counts.get(i) + other.counts.get(i));
        }
        return new Histogram(sum, sumMillis + other.sumMillis);
    }

    /// @return how many there are
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /// Estimates a quantile by linear interpolation inside its bucket, as PromQL's `histogram_quantile` does.
    ///
    /// @param q from 0 to 1
    /// @return seconds; the highest bound where it lies beyond it; NaN where nothing was counted
    public double quantileSeconds(double q) {
        long total = count();
        if (total == 0) {
            return Double.NaN;
        }
        double rank = q * total;
        long below = 0;
        for (int i = 0; i < BOUNDS_SECONDS.size(); i++) {
            long here = counts.get(i);
            if (here > 0 && below + here >= rank) {
                double low = i == 0 ? 0 : BOUNDS_SECONDS.get(i - 1);
                return low + (BOUNDS_SECONDS.get(i) - low) * Math.max(0, rank - below) / here;
            }
            below += here;
        }
        return BOUNDS_SECONDS.getLast();
    }
}
