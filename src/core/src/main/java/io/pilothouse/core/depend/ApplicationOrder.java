package io.pilothouse.core.depend;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.slice.NearestName;
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

    /// One mistake in what applications wait for.
    ///
    /// @param application whose dependency is wrong; of a circle, the first by name
    /// @param needed what it must not wait for; of a circle, the next in it
    /// @param sentence what is wrong, why, and what to do
    public record Flaw(ApplicationKey application, ApplicationKey needed, String sentence) {}

    /// For the people who write the dependencies: every mistake once, and so a circle once, not for each in it.
    ///
    /// @param dependsOn of every application of one cluster
    public static List<Flaw> flaws(Map<ApplicationKey, List<ApplicationKey>> dependsOn) {
        ApplicationOrder order = new ApplicationOrder(dependsOn);
        List<Flaw> flaws = new ArrayList<>();
        Set<Set<ApplicationKey>> circles = new HashSet<>();
        for (ApplicationKey application : new TreeMap<>(dependsOn).keySet()) {
            for (ApplicationKey needed : dependsOn.getOrDefault(application, List.of())) {
                order.objection(application, needed).ifPresent(why -> flaws.add(new Flaw(application, needed, why)));
            }
            order.cycle(application)
                    .filter(cycle -> circles.add(Set.copyOf(cycle.subList(1, cycle.size()))))
                    .ifPresent(cycle -> flaws.add(new Flaw(application, cycle.get(1), round(cycle))));
        }
        return flaws;
    }

    private Optional<String> problem(ApplicationKey application) {
        return dependsOn.getOrDefault(application, List.of()).stream()
                .flatMap(needed -> objection(application, needed).stream())
                .findFirst()
                .or(() -> cycle(application).map(ApplicationOrder::round));
    }

    private Optional<String> objection(ApplicationKey application, ApplicationKey needed) {
        if (!dependsOn.containsKey(needed)) {
            String nearest = NearestName.hint(
                    needed.path(),
                    dependsOn.keySet().stream().map(ApplicationKey::path).toList());
            return Optional.of("dependsOn names " + needed.path()
                    + ", which is no application of this cluster: correct the name, or add it." + nearest);
        }
        return application.layer() == Layer.INFRA && needed.layer() == Layer.APP
                ? Optional.of("dependsOn names " + needed.path()
                        + ", but the infra layer is applied before the app layer, so that both would wait for ever:"
                        + " remove it.")
                : Optional.empty();
    }

    private static String round(List<ApplicationKey> cycle) {
        return "dependsOn goes round in a circle, so that all would wait for ever: "
                + cycle.stream().map(ApplicationKey::path).collect(Collectors.joining(" → "))
                + "; remove one of these.";
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
