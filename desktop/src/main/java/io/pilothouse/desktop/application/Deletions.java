package io.pilothouse.desktop.application;

import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.explain.PlannedObject;
import io.pilothouse.core.explain.PlannedObject.Fate;
import io.pilothouse.desktop.reading.Words;
import java.util.List;
import java.util.stream.Collectors;

/// What a person who approves a plan lets go: everything that left Git and would be deleted then, the held back and
/// the rest.
///
/// @param hash of the plan that was seen; the approval of another is refused
/// @param objects in the order in which they would go
record Deletions(String hash, List<PlannedObject> objects) {
    private static final int SHOWN = 8;

    Deletions {
        objects = List.copyOf(objects);
    }

    static Deletions of(PlanReport plan) {
        return new Deletions(
                plan.hash(), plan.objects().stream().filter(Deletions::isGoing).toList());
    }

    /// What Git declares has a place there; what left it has none.
    private static boolean isGoing(PlannedObject object) {
        boolean hasLeftGit = object.origin().file().isEmpty();
        return hasLeftGit && (object.fate() == Fate.HELD || object.fate() == Fate.DELETED);
    }

    /// @return true if something waits for an approval
    boolean isAwaited() {
        return objects.stream().anyMatch(object -> object.fate() == Fate.HELD);
    }

    /// @return how many, and the first of them
    String inWords() {
        String first = objects.stream()
                .limit(SHOWN)
                .map(object -> "\n    " + object.key())
                .collect(Collectors.joining());
        int more = objects.size() - SHOWN;
        return "The agent deletes " + Words.count(objects.size(), "object") + " that left Git:" + first
                + (more > 0 ? "\n    and " + more + " more" : "");
    }
}
