package io.pilothouse.repository.layout;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.LabelSelector;
import java.util.List;
import java.util.Map;

/// What `fleet/groups/<group>.yaml` says.
///
/// @param name the group's name
/// @param selector which clusters are in it
/// @param variables for every application of its clusters
/// @param includes applications for each of its clusters
/// @param origin the file
public record GroupSpec(
        String name,
        LabelSelector selector,
        Map<String, String> variables,
        List<GroupInclude> includes,
        Origin origin) {
    public GroupSpec {
        variables = Map.copyOf(variables);
        includes = List.copyOf(includes);
    }
}
