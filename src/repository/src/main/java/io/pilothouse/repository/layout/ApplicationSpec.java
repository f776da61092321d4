package io.pilothouse.repository.layout;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.checklist.ChecklistItem;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.core.slice.Variables;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is in an application.
///
/// @param file its `application.yaml`, if it has one
/// @param sources what it is rendered from beside its own folder
/// @param namespace what an object of the infra layer gets that names no namespace; empty for none
/// @param variables all that hold for it
/// @param policy how it is treated
/// @param checklist what is checked of its manifests
/// @param dependencies where the file names what it depends on
/// @param errors what is wrong with the file; if there is anything, nothing else may be used
public record ApplicationSpec(
        Optional<TreeEntry> file,
        List<SourceSpec> sources,
        String namespace,
        Variables variables,
        ApplicationPolicy policy,
        List<ChecklistItem> checklist,
        Map<ApplicationKey, Origin> dependencies,
        List<InputError> errors) {
    public ApplicationSpec {
        sources = List.copyOf(sources);
        checklist = List.copyOf(checklist);
        dependencies = Map.copyOf(dependencies);
        errors = List.copyOf(errors);
    }
}
