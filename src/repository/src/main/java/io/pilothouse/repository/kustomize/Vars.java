package io.pilothouse.repository.kustomize;

import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import io.pilothouse.repository.kustomize.replacement.Variables;
import io.pilothouse.repository.source.RefusedSourceException;

/// Puts the values of `vars` where they are asked for.
final class Vars {
    private Vars() {}

    static void resolve(Accumulated all) throws RefusedSourceException {
        Variables variables = new Variables();
        for (KustomizationFile.Item item : all.vars()) {
            variables.add(item.content(), item.place());
        }
        variables.resolve(all.resources(), all.rules().of(Section.VAR_REFERENCE));
    }
}
