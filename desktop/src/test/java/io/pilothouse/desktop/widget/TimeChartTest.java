package io.pilothouse.desktop.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeChartTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1.2, 2", "3, 5", "7, 10", "28, 50", "50, 50", "120, 200", "0.3, 0.5"})
    void endsTheAxisAtARoundNumber(double value, double top) {
        assertThat(TimeChart.nice(value)).isEqualTo(top);
    }

    @Test
    void copiesARowAsOneLine() {
        assertThat(TableCopy.line(List.of("a\tb", "c\nd", ""))).isEqualTo("a b\tc d\t");
    }
}
