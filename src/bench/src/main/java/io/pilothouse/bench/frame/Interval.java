package io.pilothouse.bench.frame;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A median, and where the true one lies with a probability of 95 %.
public record Interval(double low, double median, double high) {
    private static final int RESAMPLES = 10_000;
    private static final double OUTSIDE = 0.025;

    /// @return of a figure that was taken once: nobody knows how far it is off
    static Interval of(double value) {
        return new Interval(value, value, value);
    }

    /// Finds the interval by the percentile bootstrap (Efron 1979): medians of samples drawn from the sample.
    ///
    /// @param values at least one
    public static Interval ofMedian(double[] values, RandomGenerator random) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a median of nothing");
        }
        double[] medians = new double[RESAMPLES];
        double[] drawn = new double[values.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < drawn.length; j++) {
                drawn[j] = values[random.nextInt(values.length)];
            }
            medians[i] = median(drawn);
        }
        return around(median(values), medians);
    }

    /// @param resampled the same figure of many resamples
    static Interval around(double median, double[] resampled) {
        double[] sorted = resampled.clone();
        Arrays.sort(sorted);
        int cut = (int) (sorted.length * OUTSIDE);
        return new Interval(sorted[cut], median, sorted[sorted.length - 1 - cut]);
    }

    /// @return the same of the reciprocals
    public Interval inverse() {
        return new Interval(1 / high, 1 / median, 1 / low);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
