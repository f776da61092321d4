package io.pilothouse.core.status;

import java.util.Collection;

/// Does it work? In this order the worst wins, so an application is as healthy as its worst object.
public enum Health {
    HEALTHY,
    SUSPENDED,
    PROGRESSING,
    MISSING,
    DEGRADED,
    UNKNOWN;

    /// @return the worst of the two
    public Health worse(Health other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /// @return the worst of all, [#HEALTHY] for none: an application without objects is well
    public static Health worstOf(Collection<Health> all) {
        return all.stream().reduce(HEALTHY, Health::worse);
    }
}
