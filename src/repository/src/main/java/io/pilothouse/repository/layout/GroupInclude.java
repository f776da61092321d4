package io.pilothouse.repository.layout;

import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Origin;
import java.util.Map;

/// An application that a group gives to each of its clusters.
///
/// @param layer `infra` or `app`, by the folder
/// @param namespace of the application; empty in `infra`
/// @param name of the application
/// @param folder what it is rendered from
/// @param variables of its own
/// @param origin where the group says so
public record GroupInclude(
        Layer layer, String namespace, String name, String folder, Map<String, String> variables, Origin origin) {
    public GroupInclude {
        variables = Map.copyOf(variables);
    }
}
