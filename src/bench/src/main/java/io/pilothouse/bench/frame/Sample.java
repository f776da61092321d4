package io.pilothouse.bench.frame;

/// What one unit of work cost: the mean over as many units as it takes to be measured at all.
///
/// @param wall seconds
/// @param cpu seconds of processor time
/// @param units how many units were run
public record Sample(double wall, double cpu, int units) {

    public double of(Measure measure) {
        return switch (measure) {
            case WALL -> wall;
            case CPU -> cpu;
        };
    }
}
