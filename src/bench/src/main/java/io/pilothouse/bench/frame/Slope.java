package io.pilothouse.bench.frame;

import java.util.List;

/// How a cost grows: the exponent `k` in `cost ~ size^k`, from a straight line through the logarithms by least squares.
public final class Slope {

    /// One point of a sweep.
    public record Point(double size, double cost) {}

    private Slope() {}

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
