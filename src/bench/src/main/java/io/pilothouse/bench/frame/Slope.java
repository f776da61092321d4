package io.pilothouse.bench.frame;

import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// How a cost grows: the exponent `k` in `cost ~ size^k`, from a straight line through the logarithms by least squares.
public final class Slope {
    private static final int RESAMPLES = 2_000;

    /// One point of a sweep.
    public record Point(double size, double cost) {}

    private Slope() {}

    /// Finds a slope through medians, and its interval by the bootstrap: costs of each size are drawn from its own.
    ///
    /// @param costs of each size, at least two sizes and one cost of each
    public static Interval of(SortedMap<Integer, List<Double>> costs, RandomGenerator random) {
        double[] slopes = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            slopes[i] = ofMedians(costs, values -> drawn(values, random));
        }
        return Interval.around(ofMedians(costs, values -> values), slopes);
    }

    private static double ofMedians(SortedMap<Integer, List<Double>> costs, UnaryOperator<List<Double>> choice) {
        return of(costs.entrySet().stream()
                .map(cost -> new Point(
                        cost.getKey(),
                        Interval.median(choice.apply(cost.getValue()).stream()
                                .mapToDouble(value -> value)
                                .toArray())))
                .toList());
    }

    private static List<Double> drawn(List<Double> values, RandomGenerator random) {
        return values.stream()
                .map(_ -> values.get(random.nextInt(values.size())))
                .toList();
    }

    /// @param points at least two of different size, all above zero
    public static double of(List<Point> points) {
        double meanX = points.stream()
                .mapToDouble(point -> Math.log(point.size()))
                .average()
                .orElse(0);
        double meanY = points.stream()
                .mapToDouble(point -> Math.log(point.cost()))
                .average()
                .orElse(0);
        double above = 0;
        double below = 0;
        for (Point point : points) {
            double x = Math.log(point.size()) - meanX;
            above += x * (Math.log(point.cost()) - meanY);
            below += x * x;
        }
        if (below == 0) {
            throw new IllegalArgumentException("a slope needs points of two sizes");
        }
        return above / below;
    }
}
