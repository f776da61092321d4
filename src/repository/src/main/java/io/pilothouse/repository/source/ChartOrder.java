package io.pilothouse.repository.source;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.tree.FleetTree;
import java.util.List;
import java.util.Optional;

/// A chart to render, and how.
///
/// @param chart which
/// @param releaseName the release's name, as templates see it
/// @param namespace the release's namespace, as templates see it
/// @param values lowest precedence first
/// @param includesCrds also give what is in the chart's `crds/`
/// @param includesHooks also give the objects that Helm would run as hooks
/// @param includesTests also give the test hooks
/// @param kubeVersion what templates see as the cluster's version, such as `1.32.0`
/// @param apiVersions what templates see as served beside Helm's own list
/// @param place where it was ordered, for errors
public record ChartOrder(
        Chart chart,
        String releaseName,
        String namespace,
        List<Values> values,
        boolean includesCrds,
        boolean includesHooks,
        boolean includesTests,
        Optional<String> kubeVersion,
        List<String> apiVersions,
        Place place) {
    public ChartOrder {
        values = List.copyOf(values);
        apiVersions = List.copyOf(apiVersions);
    }

    /// Which chart.
    public sealed interface Chart {
        /// A folder of a Git repository that holds a chart.
        record Folder(FleetTree tree, String path) implements Chart {}

        /// A chart of a chart repository.
        record Remote(ChartReference reference) implements Chart {}
    }

    /// Values for a chart.
    public sealed interface Values {
        /// Written in place.
        record Inline(Json.Obj content) implements Values {}

        /// A file of a Git repository.
        record InFile(FleetTree tree, String path) implements Values {}
    }
}
