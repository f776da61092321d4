package io.pilothouse.repository;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.slice.SliceEntry;
import io.pilothouse.core.slice.SliceFolders;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.layout.ClusterLayout;
import io.pilothouse.repository.render.Recipe;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A slice, and the ids of everything that decided what is in it. A commit that leaves those alone has the same slice,
/// however large it is otherwise.
///
/// @param layout what the commit had for the cluster
/// @param entries the slice's applications
/// @param ids by path: the folders that are the cluster's, and those around everything else it reads
/// @param isSound nothing is wrong with any application's settings: what was looked for in vain there is not among the
///     ids
record SliceMemory(
        ClusterLayout layout,
        SortedMap<ApplicationKey, SliceEntry> entries,
        SortedMap<String, String> ids,
        boolean isSound) {

    /// @param recipes of all of its applications
    static SliceMemory of(FleetTree tree, ClusterLayout layout, List<Recipe> recipes) throws DamagedTreeException {
        SortedMap<ApplicationKey, SliceEntry> entries = new TreeMap<>();
        for (Recipe recipe : recipes) {
            ApplicationKey key = recipe.layout().key();
            entries.put(key, new SliceEntry(key, recipe.layout().folder(), recipe.fingerprint()));
        }
        String cluster = layout.fleet().cluster().name();
        List<String> own = List.of(
                "fleet/fleet.yaml",
                "fleet/groups",
                "fleet/clusters/" + cluster + ".yaml",
                SliceFolders.infra(cluster),
                SliceFolders.app(cluster));
        SortedMap<String, String> ids = new TreeMap<>();
        for (String path : own) {
            ids.put(path, id(tree, path));
        }
        for (Recipe recipe : recipes) {
            for (String path : recipe.reads().listed().keySet()) {
                add(tree, path, own, ids);
            }
            for (String path : recipe.reads().ids().keySet()) {
                add(tree, path.substring(0, Math.max(0, path.lastIndexOf('/'))), own, ids);
            }
        }
        return new SliceMemory(
                layout,
                entries,
                ids,
                recipes.stream().allMatch(recipe -> recipe.errors().isEmpty()));
    }

    /// What has a colon in it comes from elsewhere, and is named by its commit or digest.
    private static void add(FleetTree tree, String folder, List<String> own, SortedMap<String, String> ids)
            throws DamagedTreeException {
        boolean isElsewhere = folder.contains(":") || folder.isEmpty();
        if (!isElsewhere && !ids.containsKey(folder) && own.stream().noneMatch(path -> folder.startsWith(path + "/"))) {
            ids.put(folder, id(tree, folder));
        }
    }

    boolean isSameIn(FleetTree tree) throws DamagedTreeException {
        if (!isSound) {
            return false;
        }
        for (Map.Entry<String, String> known : ids.entrySet()) {
            if (!id(tree, known.getKey()).equals(known.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static String id(FleetTree tree, String path) throws DamagedTreeException {
        return tree.find(path).map(TreeEntry::id).orElse("");
    }
}
