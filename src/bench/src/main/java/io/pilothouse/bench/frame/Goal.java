package io.pilothouse.bench.frame;

import java.util.Locale;

/// What a ratio of ours to a baseline must be.
///
/// @param bound the ratio, in the terms of `form`
public record Goal(Measure measure, Form form, double bound) {

    /// How people say it.
    public enum Form {
        /// Ours takes at most so many times as long.
        AS_LONG,
        /// Ours is at least so many times as fast.
        AS_FAST
    }

    /// Whether it was reached.
    public enum Verdict {
        MET,
        MISSED,
        /// So far off that chance does not explain it, even in a quick run.
        ALARM
    }

    /// A quick run has too few pairs for the tight bound; it alarms where even twice the bound is missed.
    private static final double WIDE = 2;

    public static Goal atMost(double bound, Measure measure) {
        return new Goal(measure, Form.AS_LONG, bound);
    }

    public static Goal atLeast(double bound, Measure measure) {
        return new Goal(measure, Form.AS_FAST, bound);
    }

    /// @param ratio ours over the baseline's
    /// @return met if the interval's worse end meets it
    public Verdict verdict(Interval ratio) {
        double longest = longest();
        if (ratio.high() <= longest) {
            return Verdict.MET;
        }
        return ratio.median() > WIDE * longest ? Verdict.ALARM : Verdict.MISSED;
    }

    /// @return how many times as long as it may the worse end of the interval is; at most 1 if it is met
    public double excess(Interval ratio) {
        return ratio.high() / longest();
    }

    /// @return the interval as this goal speaks of it
    public Interval inItsTerms(Interval ratio) {
        return switch (form) {
            case AS_LONG -> ratio;
            case AS_FAST -> ratio.inverse();
        };
    }

    public String sentence() {
        String sign = switch (form) {
            case AS_LONG -> "≤";
            case AS_FAST -> "≥";
        };
        return "%s %s × %s".formatted(sign, Figures.plain(bound), word());
    }

    /// @return `time`, `cpu`, `speed`: what the ratio is of
    public String word() {
        String what = measure == Measure.WALL ? "" : measure.name().toLowerCase(Locale.ROOT) + " ";
        return switch (form) {
            case AS_LONG -> what + "time";
            case AS_FAST -> what + "speed";
        };
    }

    private double longest() {
        return switch (form) {
            case AS_LONG -> bound;
            case AS_FAST -> 1 / bound;
        };
    }
}
