package io.pilothouse.bench.frame;

import io.pilothouse.bench.frame.Goal.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// One result.
public sealed interface Row {

    /// @return the bench it belongs to, such as `decode`
    String bench();

    /// @return what was measured; begins with the goal where the bench measures several
    String name();

    /// @return the goal it is measured for, such as `G1`, or the bench where its rows name none
    default String goal() {
        String first = name().split(" ", 2)[0];
        return first.matches("G\\d+") ? first : bench();
    }

    /// @return of every goal, in order
    List<Verdict> verdicts();

    /// Of a comparison.
    ///
    /// @param ratios of each measure, ours over the baseline's
    record Compared(
            String bench,
            Comparison comparison,
            List<Pair> pairs,
            SortedMap<Measure, Interval> ratios,
            List<Verdict> verdicts)
            implements Row {
        @Override
        public String name() {
            return comparison.name();
        }
    }

    /// Of a growth.
    ///
    /// @param medians cost at each size, in seconds
    /// @param lines how many were fitted
    record Grown(
            String bench,
            Growth growth,
            SortedMap<Integer, Double> medians,
            Interval slope,
            int lines,
            List<Verdict> verdicts)
            implements Row {
        @Override
        public String name() {
            return growth.name();
        }
    }

    /// A figure.
    ///
    /// @param value the median; its worse end counts
    /// @param times how often it was taken
    /// @param most what it may be at most
    record Stated(String bench, String name, Interval value, int times, String unit, Optional<Double> most)
            implements Row {
        @Override
        public List<Verdict> verdicts() {
            return most.map(bound -> List.of(verdict(bound))).orElse(List.of());
        }

        private Verdict verdict(double bound) {
            if (value.high() <= bound) {
                return Verdict.MET;
            }
            return value.median() > 2 * bound ? Verdict.ALARM : Verdict.MISSED;
        }
    }

    /// It could not be measured, or the sides did not do the same: never passed over in silence.
    record Failed(String bench, String name, String why) implements Row {
        @Override
        public List<Verdict> verdicts() {
            return List.of(Verdict.ALARM);
        }
    }

    /// Something that it needs is not on this machine.
    record LeftOut(String bench, String name, String why) implements Row {
        @Override
        public List<Verdict> verdicts() {
            return List.of();
        }
    }
}
