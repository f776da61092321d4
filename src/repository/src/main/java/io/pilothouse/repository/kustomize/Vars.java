package io.pilothouse.repository.kustomize;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.source.RefusedSourceException;

/// Puts the values of `vars` where they are asked for.
final class Vars {
    private Vars() {}

    static void resolve(Accumulated all) throws RefusedSourceException {
        if (!all.vars().isEmpty()) {
            throw new RefusedSourceException(new InputError(
                    "PH-170", all.vars().getFirst().place().origin(), "\"vars\" is not supported: use replacements."));
        }
    }
}
