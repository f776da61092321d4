package io.pilothouse.repository.layout;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.ApplicationFolder;
import io.pilothouse.core.slice.Fingerprints;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import io.pilothouse.core.slice.SliceFolders;
import io.pilothouse.core.slice.SyncPolicy;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds a cluster's slice of a commit. Reads folders' ids and the few files that describe the fleet, no manifest. A
/// mistake in one application shows when that is rendered and leaves the others alone; a mistake in `fleet/`, or a
/// commit
/// that has nothing for the cluster, gives no slice at all, because an empty one would read as "delete everything".
public final class SliceReader {
    private static final int MOST_APPLICATIONS = 2_000;

    private final Documents files;

    public SliceReader(Documents files) {
        this.files = files;
    }

    /// @throws LayoutException if there is no slice that could be used
    public Slice read(FleetTree tree, String cluster) throws LayoutException, DamagedTreeException {
        try {
            FleetSpec fleet = new FleetReader(tree, files).read(cluster);
            SortedMap<ApplicationKey, SliceEntry> applications = new TreeMap<>();
            for (ApplicationFolder application : folders(tree, cluster)) {
                SliceEntry entry = entry(tree, application, fleet.policy());
                applications.merge(entry.key(), entry, SliceReader::both);
            }
            return new Slice(tree.revision(), fleet.cluster(), applications);
        } catch (OversizedTreeException e) {
            throw new LayoutException(List.of(e.error()));
        }
    }

    /// @return what `fleet/` says of the cluster
    /// @throws LayoutException if that cannot be used
    public FleetSpec fleet(FleetTree tree, String cluster) throws LayoutException, DamagedTreeException {
        try {
            return new FleetReader(tree, files).read(cluster);
        } catch (OversizedTreeException e) {
            throw new LayoutException(List.of(e.error()));
        }
    }

    private static List<ApplicationFolder> folders(FleetTree tree, String cluster)
            throws LayoutException, DamagedTreeException, OversizedTreeException {
        String infraFolder = SliceFolders.infra(cluster);
        String appFolder = SliceFolders.app(cluster);
        List<TreeEntry> infra = tree.children(infraFolder);
        List<TreeEntry> app = tree.children(appFolder);
        List<InputError> strays = new ArrayList<>();
        SortedMap<String, List<TreeEntry>> namespaces = new TreeMap<>();
        for (TreeEntry entry : app) {
            if (entry.isFolder() && !entry.isHidden()) {
                namespaces.put(entry.name(), tree.children(entry.path()));
            } else if (SliceFolders.isManifest(entry)) {
                strays.add(new InputError(
                        "PH-107",
                        new Origin(entry.path(), 1, 1),
                        "The file stands in no namespace's folder: move it into " + appFolder + "/<namespace>/."));
            }
        }
        if (!strays.isEmpty()) {
            throw new LayoutException(strays);
        }
        List<ApplicationFolder> found = SliceFolders.of(cluster, infra, namespaces);
        if (found.isEmpty()) {
            throw new LayoutException(
                    "PH-106",
                    "Commit " + tree.revision().abbreviated() + " has no application for the cluster \"" + cluster
                            + "\": both " + infraFolder + "/ and " + appFolder + "/ are missing or empty. Nothing is"
                            + " deleted; to remove applications, remove them while another one remains.");
        }
        if (found.size() > MOST_APPLICATIONS) {
            throw new LayoutException(
                    "PH-104",
                    "Commit " + tree.revision().abbreviated() + " has more than " + MOST_APPLICATIONS
                            + " applications for the cluster \"" + cluster + "\".");
        }
        return found;
    }

    private SliceEntry entry(FleetTree tree, ApplicationFolder application, SyncPolicy policy)
            throws DamagedTreeException, OversizedTreeException {
        ApplicationSpec spec = ApplicationReader.read(tree, files, application, policy);
        List<String> paths = new ArrayList<>();
        paths.add(application.folder());
        paths.addAll(spec.sources());
        List<TreeEntry> read = new ArrayList<>();
        for (String path : paths) {
            if (application.isShallow() && path.equals(application.folder())) {
                tree.children(path).stream()
                        .filter(entry -> !entry.isFolder() && !entry.isHidden())
                        .forEach(read::add);
            } else {
                tree.find(path).ifPresent(read::add);
            }
        }
        // a source that appears later must change the fingerprint of the application that already names it
        spec.errors().forEach(error -> read.add(new TreeEntry(error.toString(), TreeEntry.Kind.FILE, "")));
        Digest fingerprint = Fingerprints.of(application, policy, read);
        return new SliceEntry(printable(application.key()), application.folder(), paths, fingerprint);
    }

    /// A name that nobody can read is shown in full; rendering refuses it.
    private static ApplicationKey printable(ApplicationKey key) {
        return new ApplicationKey(
                key.cluster(), key.layer(), PathNames.printable(key.namespace()), PathNames.printable(key.name()));
    }

    /// Two folders make the same application: the files of a namespace's folder, and a sub folder named like the
    /// namespace. Rendering refuses it and names both.
    private static SliceEntry both(SliceEntry root, SliceEntry folder) {
        List<String> paths = new ArrayList<>(root.paths());
        paths.add(folder.folder());
        return new SliceEntry(
                root.key(), root.folder(), paths, Digest.of(root.fingerprint() + " " + folder.fingerprint()));
    }
}
