package io.pilothouse.repository.kustomize;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;

/// How much a build reads, each time that a file is named. Not safe for use by several threads at once.
final class Volume {
    private static final long MOST_BYTES = 10L << 20;

    private long bytes;

    /// Counts a file.
    ///
    /// @return true if it may be read, too
    boolean isEnoughFor(FleetTree tree, TreeEntry file) throws DamagedTreeException {
        bytes += tree.size(file);
        return bytes <= MOST_BYTES;
    }

    InputError refusal(Place place) {
        return new InputError(
                "PH-156",
                place.origin(),
                "The kustomization reads more than %,d bytes, files counted as often as they are named: split it."
                        .formatted(MOST_BYTES));
    }
}
