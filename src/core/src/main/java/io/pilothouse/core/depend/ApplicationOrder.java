package io.pilothouse.core.depend;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Checks which applications wait for which (`spec.sync.dependsOn`), so that none waits for ever without anybody being
/// told.
public final class ApplicationOrder {
    private final Map<ApplicationKey, List<ApplicationKey>> dependsOn;
    private final Set<ApplicationKey> harmless = new HashSet<>();

    private ApplicationOrder(Map<ApplicationKey, List<ApplicationKey>> dependsOn) {
        this.dependsOn = dependsOn;
    }

    /// @param dependsOn of every application of one cluster
    /// @return what is wrong with an application's own dependencies, in one sentence each; those that merely wait
    ///     for such a one are not named
    public static Map<ApplicationKey, String> problems(Map<ApplicationKey, List<ApplicationKey>> dependsOn) {
        ApplicationOrder order = new ApplicationOrder(dependsOn);
        Map<ApplicationKey, String> problems = new TreeMap<>();
        for (ApplicationKey application : new TreeMap<>(dependsOn).keySet()) {
            order.problem(application).ifPresent(problem -> problems.put(application, problem));
        }
        return problems;
    }

    private Optional<String> problem(ApplicationKey application) {
        for (ApplicationKey needed : dependsOn.getOrDefault(application, List.of())) {
            if (!dependsOn.containsKey(needed)) {
                return Optional.of("dependsOn names " + needed.path()
                        + ", which is no application of this cluster: correct the name, or add it.");
            }
            if (application.layer() == Layer.INFRA && needed.layer() == Layer.APP) {
                return Optional.of("dependsOn names " + needed.path()
                        + ", but the infra layer is applied before the app layer, so that both would wait for ever:"
                        + " remove it.");
            }
        }
        return cycle(application)
                .map(cycle -> "dependsOn goes round in a circle, so that all would wait for ever: "
                        + cycle.stream().map(ApplicationKey::path).collect(Collectors.joining(" → "))
                        + "; remove one of these.");
    }

    /// @return the way from an application back to itself; empty if there is none
    private Optional<List<ApplicationKey>> cycle(ApplicationKey from) {
        Map<ApplicationKey, ApplicationKey> cameFrom = new HashMap<>();
        Set<ApplicationKey> seen = new LinkedHashSet<>();
        List<ApplicationKey> next = new ArrayList<>(List.of(from));
        while (!next.isEmpty()) {
            ApplicationKey here = next.removeFirst();
            for (ApplicationKey needed : dependsOn.getOrDefault(here, List.of())) {
                if (needed.equals(from)) {
                    return Optional.of(way(from, here, cameFrom));
                }
                if (!harmless.contains(needed) && seen.add(needed)) {
                    cameFrom.put(needed, here);
                    next.add(needed);
                }
            }
        }
        // nothing that can be reached from here leads back here; later searches need not come by again
        harmless.add(from);
        return Optional.empty();
    }

    private static List<ApplicationKey> way(
            ApplicationKey from, ApplicationKey last, Map<ApplicationKey, ApplicationKey> cameFrom) {
        List<ApplicationKey> way = new ArrayList<>(List.of(last, from));
        for (ApplicationKey at = cameFrom.get(last); at != null; at = cameFrom.get(at)) {
            way.addFirst(at);
        }
        return way;
    }
}
