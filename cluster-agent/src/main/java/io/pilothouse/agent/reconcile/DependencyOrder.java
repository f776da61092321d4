package io.pilothouse.agent.reconcile;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.depend.ApplicationOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the applications of a slice wait for, and which of them wait for each other or for nothing that exists. Belongs
/// to the reconciler's thread.
final class DependencyOrder {
    private final Map<ApplicationKey, List<ApplicationKey>> dependsOn = new TreeMap<>();
    private Map<ApplicationKey, String> problems = Map.of();

    /// Takes what a commit says.
    ///
    /// @param existing all applications of the slice
    /// @param readings those that were rendered anew; one that is refused waits for what it waited for before
    /// @return those whose place in the order became a problem or none, whether or not they were rendered anew
    Set<ApplicationKey> advance(Set<ApplicationKey> existing, Collection<Reading> readings) {
        dependsOn.keySet().retainAll(existing);
        existing.forEach(key -> dependsOn.putIfAbsent(key, List.of()));
        for (Reading reading : readings) {
            if (reading instanceof Reading.Whole whole) {
                dependsOn.put(whole.key(), whole.policy().sync().dependsOn());
            }
        }
        Map<ApplicationKey, String> before = new HashMap<>(problems);
        problems = ApplicationOrder.problems(dependsOn);
        Set<ApplicationKey> changed = new TreeSet<>(existing);
        changed.removeIf(key -> Objects.equals(before.get(key), problems.get(key)));
        return changed;
    }

    /// @return one sentence: what is wrong with what an application waits for; empty if nothing is
    Optional<String> problem(ApplicationKey application) {
        return Optional.ofNullable(problems.get(application));
    }

    void forget() {
        dependsOn.clear();
        problems = Map.of();
    }
}
