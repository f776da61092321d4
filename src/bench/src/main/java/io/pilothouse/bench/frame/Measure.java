package io.pilothouse.bench.frame;

/// What is compared.
public enum Measure {
    /// Time that somebody waits.
    WALL,
    /// Processor time, user and system.
    CPU,
    /// Processor time that the work costs the servers: the API server and etcd.
    SERVER;

    /// @return `wall`, `cpu` or `server`
    public String word() {
        return switch (this) {
            case WALL -> "wall";
            case CPU -> "cpu";
            case SERVER -> "server";
        };
    }
}
