package io.pilothouse.core.slice;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/// Which folders of a commit are applications of a cluster.
///
/// | Folder | Application |
/// |---|---|
/// | `infra/clusters/<cluster>`, files in it | `infra/cluster` |
/// | `infra/clusters/<cluster>/<component>` | `infra/<component>` |
/// | `app/clusters/<cluster>/<namespace>`, files in it | `app/<namespace>/<namespace>` |
/// | `app/clusters/<cluster>/<namespace>/<app>` | `app/<namespace>/<app>` |
///
/// Deeper folders belong to the application they are in.
public final class SliceFolders {
    private static final String ROOT_NAME = "cluster";

    private SliceFolders() {}

    /// @return the folder of a cluster's platform
    public static String infra(String cluster) {
        return Layer.INFRA.folder() + "/clusters/" + cluster;
    }

    /// @return the folder of a cluster's workloads
    public static String app(String cluster) {
        return Layer.APP.folder() + "/clusters/" + cluster;
    }

    /// @param infra what stands directly in the cluster's infra folder
    /// @param namespaces what stands directly in each of its namespace folders, by the namespace's name
    /// @return the applications; two of them with the same key are a mistake that the caller must refuse
    public static List<ApplicationFolder> of(
            String cluster, List<TreeEntry> infra, SortedMap<String, List<TreeEntry>> namespaces) {
        List<ApplicationFolder> found = new ArrayList<>();
        collect(cluster, Layer.INFRA, "", ROOT_NAME, infra(cluster), infra, found);
        namespaces.forEach((namespace, entries) ->
                collect(cluster, Layer.APP, namespace, namespace, app(cluster) + "/" + namespace, entries, found));
        return found;
    }

    private static void collect(
            String cluster,
            Layer layer,
            String namespace,
            String rootName,
            String folder,
            List<TreeEntry> entries,
            List<ApplicationFolder> found) {
        if (entries.stream().anyMatch(SliceFolders::isManifest)) {
            found.add(new ApplicationFolder(new ApplicationKey(cluster, layer, namespace, rootName), folder, true));
        }
        entries.stream()
                .filter(entry -> !entry.isHidden() && entry.kind() != TreeEntry.Kind.FILE)
                .filter(entry -> !isManifest(entry))
                .forEach(entry -> found.add(new ApplicationFolder(
                        new ApplicationKey(cluster, layer, namespace, entry.name()), entry.path(), false)));
    }

    /// @return true for what may hold manifests: YAML and JSON that is not hidden. A link with such a name counts,
    /// so that
    ///     it is refused by name instead of being passed over
    public static boolean isManifest(TreeEntry entry) {
        String name = entry.name().toLowerCase(Locale.ROOT);
        return !entry.isFolder()
                && !entry.isHidden()
                && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }
}
