package io.pilothouse.repository.kustomize.patch;

import java.util.List;
import java.util.Optional;

/// What must be known of a value's type to merge it: which lists are merged item by item, and by which keys.
public interface Schema {

    /// @return for a list that is merged: the fields by which its items are told apart, none where the items are
    ///     plain values; empty for everything that is replaced as a whole
    Optional<List<String>> mergeKeys();

    /// @return what is known of a field's value
    Optional<Schema> field(String name);

    /// @return what is known of a list's items
    Optional<Schema> item();
}
