package io.pilothouse.repository.helm.engine;

import java.nio.file.Path;
import java.util.List;

/// A chart to render.
///
/// @param chart its folder
/// @param values files of values, lowest precedence first
/// @param releaseName the release's name
/// @param namespace the release's namespace
/// @param kubeVersion the cluster's version, empty for Helm's own idea of it
/// @param key names this chart with these values among all others, for remembering what went wrong
public record Render(
        Path chart, List<Path> values, String releaseName, String namespace, String kubeVersion, String key) {
    public Render {
        values = List.copyOf(values);
    }
}
