package io.pilothouse.repository.tool;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.ClusterLayout;
import io.pilothouse.repository.layout.LayoutException;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One cluster of a fleet repository, and some of its applications.
///
/// @param layout what there is for the cluster
/// @param applications those that were asked for, in the cluster's order
record Chosen(ClusterLayout layout, List<ApplicationLayout> applications) {

    /// @param names paths such as `app/shop/storefront`, or just the last part of one; if empty, all applications
    static Chosen of(FleetTree tree, Renderer renderer, String cluster, List<String> names)
            throws RefusedCommandException, DamagedTreeException {
        Kitchen.check(List.of(cluster), Kitchen.clusters(renderer, tree));
        ClusterLayout layout;
        try {
            layout = renderer.layout(tree, cluster);
        } catch (LayoutException e) {
            throw new RefusedCommandException(
                    e.errors().isEmpty()
                            ? e.getMessage() + " (" + e.code() + ")"
                            : e.errors().stream().map(Object::toString).collect(Collectors.joining("\n")));
        }
        if (names.isEmpty()) {
            return new Chosen(layout, List.copyOf(layout.applications().values()));
        }
        List<ApplicationKey> keys = new ArrayList<>();
        for (String name : names) {
            keys.add(key(layout, name));
        }
        return new Chosen(
                layout,
                layout.applications().values().stream()
                        .filter(application -> keys.contains(application.key()))
                        .toList());
    }

    private static ApplicationKey key(ClusterLayout layout, String name) throws RefusedCommandException {
        List<ApplicationKey> all = List.copyOf(layout.applications().keySet());
        List<ApplicationKey> exact =
                all.stream().filter(key -> key.path().equals(name)).toList();
        List<ApplicationKey> found = exact.isEmpty()
                ? all.stream().filter(key -> key.path().endsWith("/" + name)).toList()
                : exact;
        if (found.size() == 1) {
            return found.getFirst();
        }
        List<String> known = new ArrayList<>();
        all.forEach(key -> known.add(name.contains("/") ? key.path() : key.name()));
        throw new RefusedCommandException(
                found.isEmpty()
                        ? "The cluster has no application \"" + name + "\"." + NearestName.hint(name, known)
                        : "The cluster has more than one application \"" + name + "\": "
                                + found.stream().map(ApplicationKey::path).collect(Collectors.joining(", "))
                                + ". Write which.");
    }
}
