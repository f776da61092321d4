package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.Found.Part;
import io.pilothouse.repository.kustomize.patch.BuiltInSchemas;
import io.pilothouse.repository.kustomize.patch.KindSchemas;
import io.pilothouse.repository.kustomize.patch.OpenApiSchemas;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The schema by which lists are merged. One holds for a whole build: the first that is named on the way down.
///
/// @param custom instead of the built-in one
/// @param kinds what it says
record Schemas(Optional<Json.Obj> custom, KindSchemas kinds) {

    static Schemas of(Documents documents, Found found) throws RefusedSourceException, DamagedTreeException {
        if (found.file().names().openApi().isPresent()) {
            KustomizationFile.Item schema = new FoundFiles(found, documents)
                    .object(found.file().names().openApi().get());
            return new Schemas(Optional.of(schema.content()), new OpenApiSchemas(schema.content()));
        }
        List<Part> below = new ArrayList<>(found.resources());
        below.addAll(found.components());
        for (Part part : below) {
            if (part instanceof Part.Kustomization kustomization) {
                Schemas schemas = of(documents, kustomization.found());
                if (schemas.custom().isPresent()) {
                    return schemas;
                }
            }
        }
        return new Schemas(Optional.empty(), BuiltInSchemas.INSTANCE);
    }
}
