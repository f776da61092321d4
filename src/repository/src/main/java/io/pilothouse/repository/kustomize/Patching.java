package io.pilothouse.repository.kustomize;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.PatchEntry;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.transform.Transformer;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.util.List;

/// Makes transformers of patches and replacements.
final class Patching {
    private final Documents documents;
    private final Schemas schemas;
    private final Found found;

    Patching(Documents documents, Schemas schemas, Found found) {
        this.documents = documents;
        this.schemas = schemas;
        this.found = found;
    }

    Transformer strategicMerge(List<Written> patches) throws RefusedSourceException, DamagedTreeException {
        throw unsupported(patches.getFirst().place());
    }

    Transformer patch(PatchEntry patch) throws RefusedSourceException, DamagedTreeException {
        throw unsupported(patch.place());
    }

    Transformer json6902(PatchEntry patch) throws RefusedSourceException, DamagedTreeException {
        throw unsupported(patch.place());
    }

    Transformer replacements(List<KustomizationFile.Item> replacements)
            throws RefusedSourceException, DamagedTreeException {
        throw unsupported(replacements.getFirst().place());
    }

    Transformer plugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        throw unsupported(entries.place());
    }

    Transformer strategicMergePlugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        throw unsupported(entries.place());
    }

    Transformer json6902Plugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        throw unsupported(entries.place());
    }

    Transformer replacementPlugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        throw unsupported(entries.place());
    }

    private RefusedSourceException unsupported(Place place) {
        return new RefusedSourceException(new InputError(
                "PH-170",
                place.origin(),
                "Patches are not supported yet in " + found.folder() + schemas + documents + "."));
    }
}
