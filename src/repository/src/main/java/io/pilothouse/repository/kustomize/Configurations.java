package io.pilothouse.repository.kustomize;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.field.FieldRules;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.FieldSpecReader;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.util.ArrayList;
import java.util.List;

/// The rules that a kustomization adds by `configurations` and `crds`.
final class Configurations {
    private final Found found;
    private final FoundFiles files;

    Configurations(Documents documents, Found found) {
        this.found = found;
        this.files = new FoundFiles(found, documents);
    }

    FieldRules rules() throws RefusedSourceException, DamagedTreeException {
        Accumulated merged = new Accumulated();
        for (Written path : found.file().names().configurations()) {
            KustomizationFile.Item file = files.object(path);
            List<InputError> errors = new ArrayList<>();
            FieldRules rules = FieldSpecReader.rules(new Entries(file.content(), file.place(), errors));
            if (!errors.isEmpty()) {
                throw new RefusedSourceException(errors);
            }
            merged.add(rules, path.place());
        }
        return merged.rules();
    }

    FieldRules ofCrds() throws RefusedSourceException, DamagedTreeException {
        Accumulated merged = new Accumulated();
        for (Written path : found.file().names().crds()) {
            merged.add(CrdRules.of(files.object(path)), path.place());
        }
        return merged.rules();
    }
}
