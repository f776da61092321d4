package io.pilothouse.bench.frame;

/// What is compared.
public enum Measure {
    /// Time that somebody waits.
    WALL,
    /// Processor time, user and system.
    CPU;

    /// @return `wall` or `cpu`
    public String word() {
        return switch (this) {
            case WALL -> "wall";
            case CPU -> "cpu";
        };
    }
}
