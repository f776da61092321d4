package io.pilothouse.bench.frame;

/// What one unit of work cost: the mean over as many units as it takes to be measured at all.
///
/// @param wall seconds
/// @param cpu seconds of processor time
/// @param server seconds of processor time of the servers that were worked with; 0 where there are none
/// @param units how many units were run
public record Sample(double wall, double cpu, double server, int units) {

    public double of(Measure measure) {
        return switch (measure) {
            case WALL -> wall;
            case CPU -> cpu;
            case SERVER -> server;
        };
    }
}
