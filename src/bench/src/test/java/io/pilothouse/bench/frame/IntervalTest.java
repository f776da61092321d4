package io.pilothouse.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void findsTheMedianOfOddAndEvenNumbers() {
        assertThat(Interval.median(new double[] {3, 1, 2})).isEqualTo(2);
        assertThat(Interval.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
        assertThat(Interval.median(new double[] {7})).isEqualTo(7);
    }

    @Test
    void holdsTheTrueMedianInNineteenOfTwentySamples() {
        // Given
        SplittableRandom random = new SplittableRandom(1);
        int trials = 300;

        // When
        long hits = IntStream.range(0, trials)
                .mapToObj(trial -> Interval.ofMedian(
                        random.doubles(15).map(u -> -Math.log(1 - u)).toArray(), new SplittableRandom(trial)))
                .filter(interval -> interval.low() <= Math.log(2) && Math.log(2) <= interval.high())
                .count();

        // Then
        assertThat(hits / (double) trials).isCloseTo(0.95, within(0.04));
    }

    @Test
    void narrowsWithMoreValues() {
        // Given
        double[] many = new SplittableRandom(2).doubles(400, 1, 3).toArray();

        // When
        Interval few = Interval.ofMedian(java.util.Arrays.copyOf(many, 10), new SplittableRandom(3));
        Interval all = Interval.ofMedian(many, new SplittableRandom(3));

        // Then
        assertThat(all.high() - all.low()).isLessThan((few.high() - few.low()) / 2);
        assertThat(all.low()).isLessThanOrEqualTo(all.median());
        assertThat(all.median()).isBetween(1.9, 2.1);
    }

    @Test
    void isTheSameForTheSameSeed() {
        double[] values = {1, 2, 3, 4, 5, 9};
        assertThat(Interval.ofMedian(values, new SplittableRandom(7)))
                .isEqualTo(Interval.ofMedian(values, new SplittableRandom(7)));
    }

    @Test
    void turnsRoundForSpeeds() {
        assertThat(new Interval(0.25, 0.5, 1).inverse()).isEqualTo(new Interval(1, 2, 4));
    }

    @Test
    void refusesAMedianOfNothing() {
        assertThatThrownBy(() -> Interval.ofMedian(new double[0], new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
