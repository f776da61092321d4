package io.pilothouse.repository.kustomize.patch;

import java.util.Optional;

/// The types of objects.
@FunctionalInterface
public interface KindSchemas {

    /// @param apiVersion `group/version`, or a version of the core group
    /// @return what is known of the kind; nothing of one that is not known, whose lists are replaced
    Optional<Schema> of(String apiVersion, String kind);
}
