package io.pilothouse.repository.layout;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.ClusterSpec;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.SliceFolders;
import io.pilothouse.core.slice.SyncPolicy;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads `fleet/`: what holds for the whole fleet, and for one cluster.
final class FleetReader {
    private static final String CLUSTERS = "fleet/clusters";
    private static final String ENDING = ".yaml";

    private final FleetTree tree;
    private final Documents files;
    private final List<InputError> errors = new ArrayList<>();

    FleetReader(FleetTree tree, Documents files) {
        this.tree = tree;
        this.files = files;
    }

    FleetSpec read(String cluster) throws LayoutException, DamagedTreeException, OversizedTreeException {
        TreeEntry file = clusterFile(cluster);
        refuseGroups();
        SyncPolicy policy = SyncPolicy.DEFAULT;
        Map<String, String> environments = new TreeMap<>();
        Optional<TreeEntry> fleet = tree.find("fleet/fleet.yaml");
        if (fleet.isPresent()) {
            policy = fleet(fleet.get(), environments);
        }
        FleetSpec spec = cluster(cluster, file, policy, environments);
        if (!errors.isEmpty()) {
            throw new LayoutException(errors);
        }
        return spec;
    }

    private TreeEntry clusterFile(String cluster) throws LayoutException, DamagedTreeException, OversizedTreeException {
        if (PathNames.isLabel(cluster)) {
            Optional<TreeEntry> found = tree.find(CLUSTERS + "/" + cluster + ENDING);
            if (found.isPresent()) {
                return found.get();
            }
        }
        List<String> known = tree.children(CLUSTERS).stream()
                .filter(entry -> !entry.isHidden())
                .map(TreeEntry::name)
                .filter(name -> name.endsWith(ENDING))
                .map(name -> name.substring(0, name.length() - ENDING.length()))
                .filter(PathNames::isLabel)
                .toList();
        if (known.isEmpty()) {
            throw new LayoutException(
                    "PH-105",
                    "Commit " + tree.revision().abbreviated()
                            + " describes no cluster: it has no file in fleet/clusters/. Is it the right repository and"
                            + " branch?");
        }
        String nearest = NearestName.hint(cluster, known);
        String all = known.size() > 12 ? "" : " It knows " + String.join(", ", known) + ".";
        throw new LayoutException(
                "PH-105",
                "The fleet repository does not know the cluster \"" + PathNames.printable(cluster)
                        + "\": commit " + tree.revision().abbreviated() + " has no file fleet/clusters/"
                        + PathNames.printable(cluster) + ".yaml." + nearest + all);
    }

    private void refuseGroups() throws DamagedTreeException, OversizedTreeException {
        for (TreeEntry entry : tree.children("fleet/groups")) {
            if (SliceFolders.isManifest(entry)) {
                errors.add(new InputError(
                        "PH-123",
                        new Origin(entry.path(), 1, 1),
                        "Groups are not supported by this version of Pilothouse: remove the file, and name the shared"
                                + " folders in each application."));
            }
        }
    }

    private SyncPolicy fleet(TreeEntry file, Map<String, String> environments) throws DamagedTreeException {
        Optional<Fields> found = LayoutFile.spec(tree, files, file, "Fleet", errors);
        if (found.isEmpty()) {
            return SyncPolicy.DEFAULT;
        }
        Fields spec = found.get();
        spec.notYet("waves", "objectives", "notifications", "variables");
        for (Fields environment : spec.objects("environments")) {
            String branch = environment.text("branch").orElse("");
            environment.text("name").ifPresent(name -> environments.put(name, branch));
            environment.notYet("promotesFrom");
            environment.finish();
        }
        SyncPolicy policy = SyncPolicy.DEFAULT;
        Optional<Fields> defaults = spec.object("defaults");
        if (defaults.isPresent()) {
            policy = SyncFields.read(defaults.get(), policy);
            defaults.get().finish();
        }
        spec.finish();
        return policy;
    }

    private FleetSpec cluster(String name, TreeEntry file, SyncPolicy otherwise, Map<String, String> environments)
            throws DamagedTreeException {
        Optional<Fields> found = LayoutFile.spec(tree, files, file, "Cluster", errors);
        if (found.isEmpty()) {
            return new FleetSpec(new ClusterSpec(name, "", Map.of(), false), "", otherwise);
        }
        Fields spec = found.get();
        spec.notYet("variables", "overrides");
        // for people; nothing is decided by it
        spec.text("location");
        String environment = spec.text("environment").orElse("");
        if (!environment.isEmpty() && !environments.isEmpty() && !environments.containsKey(environment)) {
            spec.wrong(
                    "environment",
                    "must be an environment of fleet/fleet.yaml: " + String.join(", ", environments.keySet()) + "."
                            + NearestName.hint(environment, environments.keySet()));
        }
        Map<String, String> labels = spec.textMap("labels");
        boolean isSuspended = spec.flag("suspended").orElse(false);
        SyncPolicy policy = SyncFields.read(spec, otherwise);
        spec.finish();
        String branch = environments.getOrDefault(environment, "");
        return new FleetSpec(new ClusterSpec(name, environment, labels, isSuspended), branch, policy);
    }
}
