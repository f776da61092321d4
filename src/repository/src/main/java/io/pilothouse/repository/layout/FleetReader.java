package io.pilothouse.repository.layout;

import io.pilothouse.core.checklist.ChecklistItem;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.slice.ClusterSpec;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.core.slice.Variables;
import io.pilothouse.core.window.Freeze;
import io.pilothouse.repository.layout.field.Fields;
import io.pilothouse.repository.layout.policy.PolicyFields;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads `fleet/`: what holds for the whole fleet, and for one cluster.
final class FleetReader {
    private static final String CLUSTERS = "fleet/clusters";
    private static final String FLEET = "fleet/fleet.yaml";
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
        Whole whole = whole();
        List<GroupSpec> groups = new GroupReader(tree, files, errors).read();
        FleetSpec spec = cluster(cluster, file, whole, groups);
        if (!errors.isEmpty()) {
            throw new LayoutException(errors);
        }
        return spec;
    }

    /// @return the environments that the fleet has, by name
    Map<String, Environment> environments() throws LayoutException, DamagedTreeException {
        Whole whole = whole();
        if (!errors.isEmpty()) {
            throw new LayoutException(errors);
        }
        return whole.environments();
    }

    /// @return the clusters that the fleet has, by name
    List<String> clusters() throws DamagedTreeException, OversizedTreeException {
        return tree.children(CLUSTERS).stream()
                .filter(entry -> !entry.isHidden())
                .map(TreeEntry::name)
                .filter(name -> name.endsWith(ENDING))
                .map(name -> name.substring(0, name.length() - ENDING.length()))
                .filter(PathNames::isLabel)
                .sorted()
                .toList();
    }

    /// What `fleet/fleet.yaml` says.
    private record Whole(
            Map<String, Environment> environments,
            ApplicationPolicy policy,
            List<ChecklistItem> checklist,
            Map<String, String> variables,
            List<Freeze> freezes) {
        private static final Whole SILENT =
                new Whole(Map.of(), ApplicationPolicy.DEFAULT, List.of(), Map.of(), List.of());
    }

    private TreeEntry clusterFile(String cluster) throws LayoutException, DamagedTreeException, OversizedTreeException {
        if (PathNames.isLabel(cluster)) {
            Optional<TreeEntry> found = tree.find(CLUSTERS + "/" + cluster + ENDING);
            if (found.isPresent()) {
                return found.get();
            }
        }
        List<String> known = clusters();
        if (known.isEmpty()) {
            throw new LayoutException(
                    "PH-105",
                    tree.title()
                            + " describes no cluster: it has no file in fleet/clusters/. Is it the right repository and"
                            + " branch?");
        }
        String nearest = NearestName.hint(cluster, known);
        String all = known.size() > 12 ? "" : " It knows " + String.join(", ", known) + ".";
        throw new LayoutException(
                "PH-105",
                "The fleet repository does not know the cluster \"" + PathNames.printable(cluster)
                        + "\": " + tree.title().substring(0, 1).toLowerCase(Locale.ROOT)
                        + tree.title().substring(1) + " has no file fleet/clusters/" + PathNames.printable(cluster)
                        + ".yaml." + nearest + all);
    }

    private Whole whole() throws DamagedTreeException {
        Optional<TreeEntry> file = tree.find(FLEET);
        Optional<Fields> found =
                file.isEmpty() ? Optional.empty() : LayoutFile.spec(tree, files, file.get(), "Fleet", errors);
        if (found.isEmpty()) {
            return Whole.SILENT;
        }
        Fields spec = found.get();
        spec.notYet("waves", "objectives", "notifications");
        Map<String, Environment> environments = EnvironmentFields.read(spec);
        ApplicationPolicy policy = ApplicationPolicy.DEFAULT;
        List<ChecklistItem> checklist = List.of();
        Optional<Fields> defaults = spec.object("defaults");
        if (defaults.isPresent()) {
            policy = PolicyFields.read(defaults.get(), policy);
            checklist = ChecklistFields.read(defaults.get(), checklist);
            defaults.get().finish();
        }
        Map<String, String> variables = VariableFields.read(spec);
        List<Freeze> freezes = FreezeFields.read(spec, Optional.empty());
        spec.finish();
        return new Whole(environments, policy, checklist, variables, freezes);
    }

    private FleetSpec cluster(String name, TreeEntry file, Whole whole, List<GroupSpec> groups)
            throws DamagedTreeException {
        Optional<Fields> found = LayoutFile.spec(tree, files, file, "Cluster", errors);
        if (found.isEmpty()) {
            ClusterSpec nothing = new ClusterSpec(name, "", Map.of(), false);
            return new FleetSpec(nothing, "", whole.policy(), List.of(), Variables.NONE, List.of());
        }
        Fields spec = found.get();
        // for people; nothing is decided by it
        spec.text("location");
        Map<String, Environment> environments = whole.environments();
        String environment = spec.text("environment").orElse("");
        if (!environment.isEmpty() && !environments.isEmpty() && !environments.containsKey(environment)) {
            spec.wrong(
                    "environment",
                    "must be an environment of fleet/fleet.yaml: " + String.join(", ", environments.keySet()) + "."
                            + NearestName.hint(environment, environments.keySet()));
        }
        Map<String, String> labels = spec.textMap("labels");
        boolean isSuspended = spec.flag("suspended").orElse(false);
        ApplicationPolicy policy = PolicyFields.read(spec, whole.policy());
        List<ChecklistItem> checklist = ChecklistFields.read(spec, whole.checklist());
        Map<String, String> own = VariableFields.read(spec);
        List<Freeze> freezes = FreezeFields.read(spec, Optional.empty());
        spec.finish();
        List<GroupSpec> mine = groups.stream()
                .filter(group -> group.selector().matches(labels))
                .toList();
        Variables variables =
                Variables.NONE.with(whole.variables()).with(ofGroups(mine, own)).with(own);
        String branch = Optional.ofNullable(environments.get(environment))
                .map(Environment::branch)
                .orElse("");
        ClusterSpec cluster = new ClusterSpec(name, environment, labels, isSuspended, whole.freezes()).with(freezes);
        return new FleetSpec(cluster, branch, policy, checklist, variables, mine);
    }

    /// No group is narrower than another, so two of them may not disagree unless the cluster settles it.
    private Map<String, String> ofGroups(List<GroupSpec> groups, Map<String, String> own) {
        Map<String, String> variables = new TreeMap<>();
        Map<String, GroupSpec> first = new TreeMap<>();
        for (GroupSpec group : groups) {
            group.variables().forEach((name, value) -> {
                String before = variables.putIfAbsent(name, value);
                GroupSpec other = first.putIfAbsent(name, group);
                if (before != null && other != null && !before.equals(value) && !own.containsKey(name)) {
                    errors.add(new InputError(
                            "PH-127",
                            group.origin(),
                            "The groups " + other.name() + " and " + group.name() + " give the variable " + name
                                    + " different values, and a cluster is in both: set it in the cluster's file, or"
                                    + " in one group only."));
                }
            });
        }
        return variables;
    }
}
