package io.pilothouse.repository.helm.chart;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A chart on disk with the charts in its `charts/`.
///
/// @param folder where it is
/// @param shown what stands before its paths, for people: empty for the chart itself
/// @param yaml its `Chart.yaml`
/// @param templates paths of what Helm renders, from the folder, with their original names
/// @param charts those in its `charts/`
/// @param isStandIn true for one of ours, in the place of one that is missing
record ChartNode(
        Path folder, String shown, ChartYaml yaml, List<String> templates, List<ChartNode> charts, boolean isStandIn) {
    ChartNode {
        templates = List.copyOf(templates);
        charts = List.copyOf(charts);
    }

    /// @return every name that a chart in `charts/` may go by: that of its dependencies' entries, or its own
    Set<String> namesOf(ChartNode child) {
        Set<String> names = new LinkedHashSet<>();
        names.add(child.yaml().name());
        for (ChartYaml.Dependency dependency : yaml.dependencies()) {
            if (dependency.name().equals(child.yaml().name())) {
                dependency.alias().ifPresent(names::add);
            }
        }
        return names;
    }
}
