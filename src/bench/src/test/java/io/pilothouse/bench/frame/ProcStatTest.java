package io.pilothouse.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pilothouse.bench.frame.Side.Payer;
import org.junit.jupiter.api.Test;

class ProcStatTest {
    private static final String STAT =
            "42 (a (very) odd name) S 1 42 42 0 -1 4194560 3043 2611 0 0 151 49 700 20 20 0 21 0 1234 56 78";

    @Test
    void readsOwnAndChildrensTimeWhateverTheProgramIsCalled() {
        assertThat(ProcStat.seconds(STAT, Payer.THIS_PROCESS)).isCloseTo(2.0, within(1e-9));
        assertThat(ProcStat.seconds(STAT, Payer.ITS_CHILDREN)).isCloseTo(7.2, within(1e-9));
    }

    @Test
    void tellsHowMuchWasStolen() {
        // Given
        Busyness before = Busyness.parse("1.25 0.90 0.70 2/300 999\n", "cpu  100 0 50 800 40 0 10 0 5 0\ncpu0 1 2\n");
        Busyness after = Busyness.parse("2.50 0.90 0.70 2/300 999\n", "cpu  160 0 50 820 40 0 10 20 50 0\ncpu0 1 2\n");

        // When Then
        assertThat(after.load()).isEqualTo(2.5);
        assertThat(after.stealSince(before)).isCloseTo(0.2, within(1e-9));
        assertThat(after.stealSince(after)).isZero();
    }

    @Test
    void knowsASystemWithoutStolenTime() {
        assertThat(Busyness.parse("0.00 0.00 0.00 1/1 1", "cpu  1 2 3 4\n").stolen())
                .isZero();
    }
}
