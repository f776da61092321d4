package io.pilothouse.repository.layout;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.SyncPolicy;
import java.util.List;

/// What an application's `application.yaml` says.
///
/// @param sources folders read beside its own, from the repository's root
/// @param policy how it is synced
/// @param errors what is wrong with the file; if there is anything, nothing else may be used
public record ApplicationSpec(List<String> sources, SyncPolicy policy, List<InputError> errors) {
    public ApplicationSpec {
        sources = List.copyOf(sources);
        errors = List.copyOf(errors);
    }
}
