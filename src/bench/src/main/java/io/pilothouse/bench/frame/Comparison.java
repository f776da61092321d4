package io.pilothouse.bench.frame;

import java.util.ArrayList;
import java.util.List;

/// Two sides that do the same work, and what is expected of ours.
///
/// @param name what is done, such as `decode 251 files, warm`
/// @param baseline who else does it
/// @param work how much one unit is, in `unit`; 0 where only time is of interest
/// @param unit such as `MB`
/// @param isCold every run is a process of its own: nothing to warm up
public record Comparison(
        String name,
        String baseline,
        Side ours,
        Side theirs,
        double work,
        String unit,
        boolean isCold,
        List<Goal> goals) {
    public Comparison {
        goals = List.copyOf(goals);
    }

    public static Comparison of(String name, Side ours, String baseline, Side theirs) {
        return new Comparison(name, baseline, ours, theirs, 0, "", false, List.of());
    }

    /// With the amount of work, so that rates can be shown.
    public Comparison ofWork(double amount, String of) {
        return new Comparison(name, baseline, ours, theirs, amount, of, isCold, goals);
    }

    public Comparison cold() {
        return new Comparison(name, baseline, ours, theirs, work, unit, true, goals);
    }

    /// @param isStated whether the goal is stated for what is compared here; where it is not, the row is without it
    public Comparison goal(boolean isStated, Goal goal) {
        return isStated ? goal(goal) : this;
    }

    public Comparison goal(Goal goal) {
        List<Goal> more = new ArrayList<>(goals);
        more.add(goal);
        return new Comparison(name, baseline, ours, theirs, work, unit, isCold, more);
    }
}
