package io.pilothouse.repository.tree;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;

/// A folder of a commit is too large to be read.
public final class OversizedTreeException extends Exception {
    private final String folder;

    public OversizedTreeException(String folder, String why) {
        super(why);
        this.folder = folder;
    }

    public InputError error() {
        return new InputError("PH-104", new Origin(folder, 1, 1), String.valueOf(getMessage()));
    }
}
