package io.pilothouse.repository.layout;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.ApplicationFolder;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.SliceFolders;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.core.window.Freeze;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds a cluster's applications in a commit. Reads folders' ids and the few files that describe the fleet, no
/// manifest. A mistake in one application shows when that is rendered and leaves the others alone; a mistake in
/// `fleet/`, or a commit that has nothing for the cluster, gives no layout at all, because an empty one would read as
/// "delete everything".
public final class SliceReader {
    /// A cluster with more applications is refused.
    public static final int MOST_APPLICATIONS = 2_000;

    private final Documents documents;

    /// @param documents without variables replaced
    public SliceReader(Documents documents) {
        this.documents = documents;
    }

    /// @throws LayoutException if there is no layout that could be used
    public ClusterLayout read(FleetTree tree, String cluster) throws LayoutException, DamagedTreeException {
        try {
            FleetSpec fleet = new FleetReader(tree, documents).read(cluster);
            Run run = new Run(tree, fleet);
            SortedMap<ApplicationKey, ApplicationLayout> applications = run.applications();
            return new ClusterLayout(fleet.of(fleet.cluster().with(run.freezes())), applications);
        } catch (OversizedTreeException e) {
            throw new LayoutException(List.of(e.error()));
        }
    }

    /// @return the names of all clusters of the fleet
    /// @throws LayoutException if the folder cannot be read
    public List<String> clusters(FleetTree tree) throws LayoutException, DamagedTreeException {
        try {
            return new FleetReader(tree, documents).clusters();
        } catch (OversizedTreeException e) {
            throw new LayoutException(List.of(e.error()));
        }
    }

    /// @return the fleet's environments, by name
    /// @throws LayoutException if `fleet/fleet.yaml` cannot be used
    public Map<String, Environment> environments(FleetTree tree) throws LayoutException, DamagedTreeException {
        return new FleetReader(tree, documents).environments();
    }

    /// One reading.
    private final class Run {
        private final FleetTree tree;
        private final FleetSpec fleet;
        private final String cluster;
        private final SortedMap<ApplicationKey, ApplicationLayout> applications = new TreeMap<>();
        private final Map<String, Policy> policies = new TreeMap<>();

        Run(FleetTree tree, FleetSpec fleet) {
            this.tree = tree;
            this.fleet = fleet;
            this.cluster = fleet.cluster().name();
        }

        /// A namespace's policy, or why it cannot be read.
        private record Policy(NamespaceSpec spec, List<InputError> errors) {}

        /// @return the times in which nothing is written in a namespace, once the applications were read
        List<Freeze> freezes() {
            return policies.values().stream()
                    .flatMap(policy -> policy.spec().freezes().stream())
                    .toList();
        }

        SortedMap<ApplicationKey, ApplicationLayout> applications()
                throws LayoutException, DamagedTreeException, OversizedTreeException {
            List<ApplicationFolder> folders = folders();
            for (ApplicationFolder folder : folders) {
                Origin origin = new Origin(PathNames.printable(folder.folder()), 1, 1);
                add(layout(folder.key(), folder.folder(), folder.isShallow(), origin, Map.of()));
            }
            for (GroupSpec group : fleet.groups()) {
                for (GroupInclude include : group.includes()) {
                    ApplicationKey key =
                            new ApplicationKey(cluster, include.layer(), include.namespace(), include.name());
                    add(included(layout(key, include.folder(), false, include.origin(), include.variables())));
                }
            }
            if (applications.isEmpty()) {
                throw nothing();
            }
            if (applications.size() > MOST_APPLICATIONS) {
                throw new LayoutException(
                        "PH-104",
                        tree.title() + " has more than " + MOST_APPLICATIONS + " applications for the cluster \""
                                + cluster + "\".");
            }
            return applications;
        }

        private LayoutException nothing() {
            return new LayoutException(
                    "PH-106",
                    tree.title() + " has no application for the cluster \"" + cluster
                            + "\": both " + SliceFolders.infra(cluster) + "/ and " + SliceFolders.app(cluster)
                            + "/ are missing or empty, and no group includes one. Nothing is deleted; to remove"
                            + " applications, remove them while another one remains.");
        }

        private ApplicationLayout layout(
                ApplicationKey named, String folder, boolean isShallow, Origin origin, Map<String, String> variables) {
            Optional<Policy> policy = Optional.ofNullable(policies.get(named.namespace()));
            return new ApplicationLayout(
                    printable(named),
                    folder,
                    isShallow,
                    origin,
                    variables,
                    policy.map(Policy::spec),
                    policy.map(Policy::errors).orElse(List.of()));
        }

        /// A cluster's own folders are there, because they were found; what a group names may not be.
        private ApplicationLayout included(ApplicationLayout application) throws DamagedTreeException {
            Optional<TreeEntry> entry = tree.find(application.folder());
            return entry.isPresent() && entry.get().isFolder()
                    ? application
                    : application.with(new InputError(
                            "PH-103",
                            application.origin(),
                            "The group includes the folder " + PathNames.printable(application.folder())
                                    + ", which this commit does not have."));
        }

        private void add(ApplicationLayout application) {
            ApplicationLayout before = applications.putIfAbsent(application.key(), application);
            if (before != null) {
                applications.put(application.key(), before.with(same(before, application)));
            }
        }

        /// Two folders make the same application: the files of a namespace's folder and a sub folder named like
        /// the namespace, or a group's and the cluster's own.
        private static InputError same(ApplicationLayout one, ApplicationLayout other) {
            return new InputError(
                    "PH-154",
                    other.origin(),
                    PathNames.printable(one.folder()) + (one.isShallow() ? " with the files in it and " : " and ")
                            + PathNames.printable(other.folder()) + " would be the same application "
                            + one.key().path() + " (" + one.origin() + "): rename one of them, or move the files of one"
                            + " into the other.");
        }

        private List<ApplicationFolder> folders() throws LayoutException, DamagedTreeException, OversizedTreeException {
            String appFolder = SliceFolders.app(cluster);
            List<InputError> strays = new ArrayList<>();
            SortedMap<String, List<TreeEntry>> namespaces = new TreeMap<>();
            for (TreeEntry entry : tree.children(appFolder)) {
                if (entry.isFolder() && !entry.isHidden()) {
                    namespaces.put(entry.name(), namespace(entry));
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
            return SliceFolders.of(cluster, tree.children(SliceFolders.infra(cluster)), namespaces);
        }

        /// Notes the namespace's policy. The file makes an application of its own only if it gives objects.
        private List<TreeEntry> namespace(TreeEntry folder) throws DamagedTreeException, OversizedTreeException {
            List<TreeEntry> entries = new ArrayList<>(tree.children(folder.path()));
            Optional<TreeEntry> file = entries.stream()
                    .filter(entry -> entry.name().equals(NamespaceReader.FILE))
                    .findFirst();
            if (file.isPresent()) {
                List<InputError> errors = new ArrayList<>();
                NamespaceSpec spec = new NamespaceReader(tree, documents).read(file.get(), folder.name(), errors);
                policies.put(folder.name(), new Policy(spec, errors));
                if (spec.objects().isEmpty()) {
                    entries.remove(file.get());
                }
            }
            return entries;
        }

        /// A name that nobody can read is shown in full; rendering refuses it.
        private static ApplicationKey printable(ApplicationKey key) {
            return new ApplicationKey(
                    key.cluster(), key.layer(), PathNames.printable(key.namespace()), PathNames.printable(key.name()));
        }
    }

    /// @return true if a file of an application's folder describes it instead of being one of its manifests
    public static boolean isSettings(ApplicationLayout application, TreeEntry file) {
        return file.path().equals(application.folder() + "/" + ApplicationReader.FILE)
                || (application.isShallow()
                        && application.key().layer() == Layer.APP
                        && file.path().equals(application.folder() + "/" + NamespaceReader.FILE));
    }
}
