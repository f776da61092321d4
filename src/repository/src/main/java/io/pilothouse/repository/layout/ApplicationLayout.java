package io.pilothouse.repository.layout;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An application of a cluster, as the layout has it: where it is, not yet what is in it.
///
/// @param key which
/// @param folder what it is rendered from
/// @param isShallow only the files directly in the folder belong to it, because each sub folder is one of its own
/// @param origin why it is there: its folder, or a group
/// @param variables that whoever includes it gives it
/// @param namespace what holds for its namespace
/// @param errors what speaks against it before it is looked at
public record ApplicationLayout(
        ApplicationKey key,
        String folder,
        boolean isShallow,
        Origin origin,
        Map<String, String> variables,
        Optional<NamespaceSpec> namespace,
        List<InputError> errors) {
    public ApplicationLayout {
        variables = Map.copyOf(variables);
        errors = List.copyOf(errors);
    }

    /// @return the same with more that speaks against it
    ApplicationLayout with(InputError error) {
        List<InputError> all = new ArrayList<>(errors);
        all.add(error);
        return new ApplicationLayout(key, folder, isShallow, origin, variables, namespace, all);
    }

    /// @return true for the application that is named after its namespace, which takes what the policy gives
    public boolean isOfNamespaceItself() {
        return !key.namespace().isEmpty() && isShallow;
    }
}
