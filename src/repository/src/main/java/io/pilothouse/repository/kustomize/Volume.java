package io.pilothouse.repository.kustomize;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.List;

/// How much a build reads, each time that a file is named. Not safe for use by several threads at once.
final class Volume {
    private static final long MOST_BYTES = 10L << 20;

    private long bytes;
    private boolean isRefused;

    /// Counts a file.
    ///
    /// @param place where it was named
    /// @param errors gets the first refusal
    /// @return true if it may be read, too
    boolean isEnoughFor(FleetTree tree, TreeEntry file, Place place, List<InputError> errors)
            throws DamagedTreeException {
        bytes += tree.size(file);
        if (bytes > MOST_BYTES && !isRefused) {
            isRefused = true;
            errors.add(new InputError(
                    "PH-156",
                    place.origin(),
                    "The kustomization reads more than %,d bytes, files counted as often as they are named: split it."
                            .formatted(MOST_BYTES)));
        }
        return !isRefused;
    }
}
