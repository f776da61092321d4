package io.pilothouse.repository.git;

import java.util.Arrays;

/// How many generations of commits a new clone begins with. It grows with every fetch; to learn of older commits, it is
/// made anew one step deeper, which asks the server for more than it would need but never leaves half a clone behind.
enum Depth {
    NEWEST(1),
    RECENT(50),
    LONG(1_000),
    WHOLE(Integer.MAX_VALUE);

    private final int generations;

    Depth(int generations) {
        this.generations = generations;
    }

    int generations() {
        return generations;
    }

    boolean isWhole() {
        return this == WHOLE;
    }

    Depth deeper() {
        return switch (this) {
            case NEWEST -> RECENT;
            case RECENT -> LONG;
            case LONG, WHOLE -> WHOLE;
        };
    }

    /// @return the depth of that name; the least where there is none such, which costs no more than time
    static Depth of(String name) {
        return Arrays.stream(values())
                .filter(depth -> depth.name().equals(name))
                .findFirst()
                .orElse(NEWEST);
    }
}
