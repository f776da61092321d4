package io.pilothouse.repository.layout;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.Place;
import java.util.List;
import java.util.Optional;

/// Something that an application is rendered from beside its own folder.
public sealed interface SourceSpec {

    /// A folder of this repository.
    ///
    /// @param path from the repository's root
    /// @param place where it is named
    record Folder(String path, Place place) implements SourceSpec {}

    /// A folder of another repository.
    ///
    /// @param path from that repository's root; empty for the root
    /// @param place where it is named
    record Elsewhere(GitReference repository, String path, Place place) implements SourceSpec {}

    /// A Helm chart.
    ///
    /// @param folder the chart's folder in this repository; if empty, it is remote
    /// @param remote the chart in a chart repository; empty if it is a folder
    /// @param releaseName as templates see it
    /// @param namespace as templates see it; empty for the application's
    /// @param valuesFiles of this repository, lowest precedence first
    /// @param values written in place, above the files
    /// @param hasCrds also what is in the chart's `crds/`
    /// @param isSkippingHooks leave the chart's hooks out
    /// @param kubeVersion as templates see it; empty for the engine's own
    /// @param apiVersions as templates see them, beside the engine's own
    /// @param place where it is named
    record Chart(
            Optional<String> folder,
            Optional<ChartReference> remote,
            String releaseName,
            String namespace,
            List<String> valuesFiles,
            Json.Obj values,
            boolean hasCrds,
            boolean isSkippingHooks,
            Optional<String> kubeVersion,
            List<String> apiVersions,
            Place place)
            implements SourceSpec {
        public Chart {
            valuesFiles = List.copyOf(valuesFiles);
            apiVersions = List.copyOf(apiVersions);
        }
    }
}
