package io.pilothouse.bench.frame;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// What somebody asked for on the command line in place of everything as usual.
///
/// @param goals such as `G1`; none for all
/// @param sizes numbers of objects; none for the usual ones
/// @param pairs of each comparison
public record Asked(Set<String> goals, List<Integer> sizes, OptionalInt pairs) {
    public static final Asked NOTHING = new Asked(Set.of(), List.of(), OptionalInt.empty());

    public Asked {
        goals = Set.copyOf(goals);
        sizes = List.copyOf(sizes);
    }

    /// @return whether something that is measured for this goal is to be
    public boolean hasGoal(String goal) {
        return goals.isEmpty() || goals.contains(goal);
    }
}
