package io.pilothouse.repository.tool.compare;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.ClusterLayout;
import io.pilothouse.repository.layout.FleetSpec;
import io.pilothouse.repository.layout.LayoutException;
import io.pilothouse.repository.render.Recipe;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Compares what two commits mean for clusters. Fingerprints first: only what reads something else is rendered.
public final class FleetComparison {
    private final Side before;
    private final Side after;

    /// @param renderer for both, so that what they share is parsed once
    public FleetComparison(Renderer renderer, FleetTree before, FleetTree after) {
        this.before = new Side(renderer, before);
        this.after = new Side(renderer, after);
    }

    /// @return what becomes of a cluster; empty if nothing that it reads differs
    public Optional<ClusterChange> of(String cluster) throws DamagedTreeException {
        Optional<ClusterLayout> from = before.layout(cluster);
        Optional<ClusterLayout> to = after.layout(cluster);
        List<InputError> errors = new ArrayList<>(after.errors);
        if (to.isEmpty() && errors.isEmpty() && from.isEmpty()) {
            return Optional.empty();
        }
        List<ApplicationChange> changes = new ArrayList<>();
        if (errors.isEmpty()) {
            SortedSet<ApplicationKey> keys = new TreeSet<>();
            from.ifPresent(layout -> keys.addAll(layout.applications().keySet()));
            to.ifPresent(layout -> keys.addAll(layout.applications().keySet()));
            for (ApplicationKey key : keys) {
                compare(before.recipe(from, key), after.recipe(to, key)).ifPresent(changes::add);
            }
        } else if (!before.errors.isEmpty() || from.isEmpty()) {
            // it was no better before: not this change's doing, unless the cluster is new
            return before.errors.equals(errors)
                    ? Optional.empty()
                    : Optional.of(new ClusterChange(cluster, changes, errors));
        }
        return changes.isEmpty() && errors.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClusterChange(cluster, changes, errors));
    }

    private Optional<ApplicationChange> compare(Optional<Recipe> from, Optional<Recipe> to)
            throws DamagedTreeException {
        Optional<Digest> one = from.map(Recipe::fingerprint);
        Optional<Digest> other = to.map(Recipe::fingerprint);
        if (one.equals(other)) {
            return Optional.empty();
        }
        Optional<Rendering> was = before.render(from);
        Optional<Rendering> is = after.render(to);
        return Optional.of(ApplicationComparison.of(was, is));
    }

    /// One of the two commits.
    private static final class Side {
        private final Renderer renderer;
        private final FleetTree tree;
        private List<InputError> errors = List.of();

        Side(Renderer renderer, FleetTree tree) {
            this.renderer = renderer;
            this.tree = tree;
        }

        /// Notes in the errors why a cluster that is there cannot be read.
        Optional<ClusterLayout> layout(String cluster) throws DamagedTreeException {
            errors = List.of();
            try {
                return Optional.of(renderer.layout(tree, cluster));
            } catch (LayoutException e) {
                boolean isAbsent = e.code().equals("PH-105");
                Origin origin = new Origin("fleet/clusters/" + cluster + ".yaml", 1, 1);
                if (!isAbsent) {
                    errors = e.errors().isEmpty()
                            ? List.of(new InputError(e.code(), origin, String.valueOf(e.getMessage())))
                            : e.errors();
                }
                return Optional.empty();
            }
        }

        Optional<Recipe> recipe(Optional<ClusterLayout> layout, ApplicationKey key) throws DamagedTreeException {
            Optional<ApplicationLayout> application =
                    layout.map(found -> found.applications().get(key));
            if (application.isEmpty()) {
                return Optional.empty();
            }
            FleetSpec fleet = layout.orElseThrow().fleet();
            return Optional.of(renderer.recipe(tree, application.get(), fleet));
        }

        Optional<Rendering> render(Optional<Recipe> recipe) throws DamagedTreeException {
            return recipe.isEmpty()
                    ? Optional.empty()
                    : Optional.of(renderer.render(tree, recipe.get()).rendering());
        }
    }
}
