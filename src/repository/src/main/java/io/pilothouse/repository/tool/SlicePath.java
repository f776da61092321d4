package io.pilothouse.repository.tool;

import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.layout.ApplicationReader;
import io.pilothouse.repository.layout.FleetSpec;
import io.pilothouse.repository.layout.GroupSpec;
import io.pilothouse.repository.render.Recipe;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A path of a slice, and what it is read for.
///
/// @param role what for
/// @param path from the repository's root, or the address of what comes from elsewhere
/// @param id of its content
record SlicePath(Role role, String path, String id) {

    /// What a path is read for.
    enum Role {
        /// It describes the fleet, the cluster or an application.
        SETTINGS,
        /// It says which clusters are in a group.
        GROUP,
        /// It says what a namespace may hold.
        POLICY,
        /// It stands in the application's own folder.
        MANIFEST,
        /// It stands in a folder that others may read too.
        BASE,
        /// It comes from another repository or a registry.
        SUPPLY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @return what is read for the cluster as such
    static List<SlicePath> ofFleet(FleetTree tree, FleetSpec fleet) throws DamagedTreeException {
        List<SlicePath> paths = new ArrayList<>();
        add(tree, Role.SETTINGS, "fleet/fleet.yaml", paths);
        add(tree, Role.SETTINGS, "fleet/clusters/" + fleet.cluster().name() + ".yaml", paths);
        for (GroupSpec group : fleet.groups()) {
            add(tree, Role.GROUP, group.origin().file(), paths);
        }
        return paths;
    }

    private static void add(FleetTree tree, Role role, String path, List<SlicePath> paths) throws DamagedTreeException {
        Optional<TreeEntry> entry = tree.find(path);
        entry.ifPresent(found -> paths.add(new SlicePath(role, path, found.id())));
    }

    /// @return what an application reads; where it looked for something in vain is left out
    static List<SlicePath> of(Recipe recipe) {
        List<SlicePath> paths = new ArrayList<>();
        String folder = recipe.layout().folder() + "/";
        Optional<String> policy =
                recipe.layout().namespace().map(namespace -> namespace.file().path());
        recipe.reads().ids().forEach((path, id) -> {
            if (!id.isEmpty()) {
                paths.add(new SlicePath(role(path, folder, policy), path, id));
            }
        });
        paths.sort(Comparator.comparing((SlicePath each) -> each.role()).thenComparing(SlicePath::path));
        return paths;
    }

    private static Role role(String path, String folder, Optional<String> policy) {
        if (path.equals(folder + ApplicationReader.FILE)) {
            return Role.SETTINGS;
        }
        if (policy.isPresent() && policy.get().equals(path)) {
            return Role.POLICY;
        }
        if (path.contains(":")) {
            return Role.SUPPLY;
        }
        return path.startsWith(folder) ? Role.MANIFEST : Role.BASE;
    }
}
