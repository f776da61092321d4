package io.pilothouse.bench.frame;

import io.pilothouse.bench.frame.Goal.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// One result.
public sealed interface Row {

    /// @return the bench it belongs to, such as `decode`
    String bench();

    /// @return what was measured
    String name();

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
    record Grown(
            String bench, Growth growth, SortedMap<Integer, Double> medians, Interval slope, List<Verdict> verdicts)
            implements Row {
        @Override
        public String name() {
            return growth.name();
        }
    }

    /// A single figure.
    ///
    /// @param most what it may be at most
    record Stated(String bench, String name, double value, String unit, Optional<Double> most) implements Row {
        @Override
        public List<Verdict> verdicts() {
            return most.map(bound -> List.of(verdict(bound))).orElse(List.of());
        }

        private Verdict verdict(double bound) {
            if (value <= bound) {
                return Verdict.MET;
            }
            return value > 2 * bound ? Verdict.ALARM : Verdict.MISSED;
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
