package io.pilothouse.repository.tool.show;

import java.util.Collection;
import java.util.List;

/// Says how many there are, and names the first few.
public final class Counted {
    private static final int SHOWN = 5;

    private Counted() {}

    /// @return `1 error`, `2 errors`
    public static String of(long count, String what) {
        return "%,d %s".formatted(count, count == 1 ? what : what + "s");
    }

    /// @return `a`, `a and b`, `a, b and c`
    public static String joined(List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }

    /// @return all of a few names; of many, the first and how many there are besides
    public static String names(Collection<String> names) {
        List<String> all = List.copyOf(names);
        return all.size() <= SHOWN + 1
                ? joined(all)
                : String.join(", ", all.subList(0, SHOWN)) + " and " + (all.size() - SHOWN) + " more";
    }
}
