package io.pilothouse.bench.frame;

import io.pilothouse.bench.frame.Goal.Verdict;
import java.util.SortedMap;

/// The same work at several sizes.
///
/// @param name what grows with what
/// @param sizes a side for each size
/// @param measure what is fitted
/// @param bound the largest exponent that is allowed: 0.1 is as good as flat, 1 is linear
public record Growth(String name, SortedMap<Integer, Side> sizes, Measure measure, double bound) {
    /// A quick run alarms beyond this above the bound.
    private static final double WIDE = 0.3;

    /// @return met if the interval's worse end is within the bound
    Verdict verdict(Interval slope) {
        if (slope.high() <= bound) {
            return Verdict.MET;
        }
        return slope.median() > bound + WIDE ? Verdict.ALARM : Verdict.MISSED;
    }
}
