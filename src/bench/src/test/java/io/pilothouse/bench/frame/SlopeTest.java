package io.pilothouse.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pilothouse.bench.frame.Slope.Point;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlopeTest {
    @Test
    void isTheExponentOfAPower() {
        assertThat(Slope.of(points(size -> 5))).isCloseTo(0, within(1e-9));
        assertThat(Slope.of(points(size -> 0.3 * size))).isCloseTo(1, within(1e-9));
        assertThat(Slope.of(points(size -> size * size / 7))).isCloseTo(2, within(1e-9));
    }

    @Test
    void isBetweenForAFixedCostAndALinearOne() {
        assertThat(Slope.of(points(size -> 1_000 + size))).isBetween(0.05, 0.5);
    }

    @Test
    void needsTwoSizes() {
        assertThatThrownBy(() -> Slope.of(List.of(new Point(10, 1), new Point(10, 2))))
                .hasMessageContaining("two sizes");
    }

    @Test
    void liesWhereTheCostsOfEachSizeLetItLie() {
        // Given: twice as much for ten times as many, sometimes more and sometimes less
        SortedMap<Integer, List<Double>> costs = new TreeMap<>();
        costs.put(10, List.of(9.0, 10.0, 11.0));
        costs.put(100, List.of(18.0, 20.0, 20.0, 20.0, 22.0));

        // When
        Interval slope = Slope.of(costs, new SplittableRandom(1));

        // Then: not beyond the steepest and the flattest line there is
        assertThat(slope.median()).isCloseTo(Math.log10(2), within(1e-9));
        assertThat(slope.low()).isBetween(Math.log10(18.0 / 11), slope.median());
        assertThat(slope.high()).isBetween(slope.median(), Math.log10(22.0 / 9));
        assertThat(slope.low()).isLessThan(slope.high());
    }

    private static List<Point> points(DoubleUnaryOperator cost) {
        return Stream.of(10.0, 100.0, 1_000.0, 10_000.0)
                .map(size -> new Point(size, cost.applyAsDouble(size)))
                .toList();
    }
}
