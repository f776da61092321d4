package io.pilothouse.repository.tool.lint;

import java.util.Set;

/// The branches of the repository, for whoever knows them.
///
/// @param names those that are here
/// @param isComplete one that is not here does not exist
public record Branches(Set<String> names, boolean isComplete) {
    /// Nobody knows them.
    public static final Branches UNKNOWN = new Branches(Set.of(), false);

    public Branches {
        names = Set.copyOf(names);
    }
}
