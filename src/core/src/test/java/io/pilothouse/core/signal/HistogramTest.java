package io.pilothouse.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void countsABoundInItsOwnBucket() {
        Histogram histogram = Histogram.EMPTY
                .with(Duration.ofSeconds(1))
                .with(Duration.ofMillis(1_001))
                .with(Duration.ofHours(9));
        assertThat(histogram.counts().getFirst()).isEqualTo(1);
        assertThat(histogram.counts().get(1)).isEqualTo(1);
        assertThat(histogram.counts().getLast()).isEqualTo(1);
        assertThat(histogram.count()).isEqualTo(3);
        assertThat(histogram.sumMillis()).isEqualTo(1_000 + 1_001 + 9 * 3_600_000);
    }

    @Test
    void addsUp() {
        Histogram one = Histogram.EMPTY.with(Duration.ofSeconds(3));
        assertThat(one.plus(one)).isEqualTo(one.with(Duration.ofSeconds(3)));
    }

    @Test
    void estimatesQuantilesInsideABucket() {
        Histogram ten = Histogram.EMPTY;
        for (int i = 0; i < 10; i++) {
            ten = ten.with(Duration.ofSeconds(15));
        }
        // ten in the bucket from 10 to 20 s
        assertThat(ten.quantileSeconds(0.5)).isCloseTo(15, within(1e-9));
        assertThat(ten.quantileSeconds(1)).isCloseTo(20, within(1e-9));
        assertThat(Histogram.EMPTY.quantileSeconds(0.5)).isNaN();
        assertThat(Histogram.EMPTY.with(Duration.ofDays(1)).quantileSeconds(0.99))
                .isEqualTo(3600);
    }
}
