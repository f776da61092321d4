package io.pilothouse.bench.frame;

/// Both sides, one right after the other, and how busy the machine was meanwhile.
///
/// @param load average number of runnable processes in the last minute
/// @param steal part of the machine's time that its host gave to others, 0 to 1
public record Pair(Sample ours, Sample baseline, boolean isOursFirst, double load, double steal) {

    /// @return ours over the baseline's: below 1 is better
    public double ratio(Measure measure) {
        return ours.of(measure) / baseline.of(measure);
    }
}
