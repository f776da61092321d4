package io.pilothouse.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pilothouse.bench.frame.Slope.Point;
import java.util.List;
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

    private static List<Point> points(DoubleUnaryOperator cost) {
        return Stream.of(10.0, 100.0, 1_000.0, 10_000.0)
                .map(size -> new Point(size, cost.applyAsDouble(size)))
                .toList();
    }
}
