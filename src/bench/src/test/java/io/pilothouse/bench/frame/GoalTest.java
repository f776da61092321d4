package io.pilothouse.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.bench.frame.Goal.Verdict;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GoalTest {
    private final Goal fifth = Goal.atMost(0.2, Measure.CPU);
    private final Goal threeTimes = Goal.atLeast(3, Measure.WALL);

    @Test
    void isMetByTheWorseEndOnly() {
        assertThat(fifth.verdict(new Interval(0.1, 0.15, 0.2))).isEqualTo(Verdict.MET);
        assertThat(fifth.verdict(new Interval(0.1, 0.15, 0.21))).isEqualTo(Verdict.MISSED);
        assertThat(threeTimes.verdict(new Interval(0.2, 0.25, 0.33))).isEqualTo(Verdict.MET);
        assertThat(threeTimes.verdict(new Interval(0.2, 0.25, 0.34))).isEqualTo(Verdict.MISSED);
    }

    @Test
    void alarmsWhereTwiceTheBoundIsMissed() {
        assertThat(fifth.verdict(new Interval(0.3, 0.39, 0.9))).isEqualTo(Verdict.MISSED);
        assertThat(fifth.verdict(new Interval(0.3, 0.41, 0.9))).isEqualTo(Verdict.ALARM);
        assertThat(threeTimes.verdict(new Interval(0.5, 0.7, 0.9))).isEqualTo(Verdict.ALARM);
    }

    @Test
    void saysWhatItMeans() {
        assertThat(fifth.sentence()).isEqualTo("≤ 0.2 × cpu time");
        assertThat(threeTimes.sentence()).isEqualTo("≥ 3 × speed");
        assertThat(threeTimes.inItsTerms(new Interval(0.25, 0.5, 1))).isEqualTo(new Interval(1, 2, 4));
        assertThat(fifth.inItsTerms(new Interval(0.25, 0.5, 1))).isEqualTo(new Interval(0.25, 0.5, 1));
    }

    @Test
    void boundsAGrowthWithRoomForAQuickRun() {
        Growth flat = new Growth("x", new TreeMap<>(), Measure.WALL, 0.1);
        assertThat(flat.verdict(new Interval(0, 0.05, 0.1))).isEqualTo(Verdict.MET);
        assertThat(flat.verdict(new Interval(0, 0.05, 0.2))).isEqualTo(Verdict.MISSED);
        assertThat(flat.verdict(new Interval(0.3, 0.5, 0.6))).isEqualTo(Verdict.ALARM);
    }

    @Test
    void saysByHowMuchItIsMissed() {
        Interval ratio = new Interval(1.5, 2, 3);
        assertThat(Goal.atMost(1.5, Measure.WALL).excess(ratio)).isEqualTo(2);
        assertThat(Goal.atLeast(2, Measure.WALL).excess(new Interval(0.1, 0.2, 0.25)))
                .isEqualTo(0.5);
    }
}
