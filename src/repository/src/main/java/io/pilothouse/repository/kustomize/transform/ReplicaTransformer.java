package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.field.FieldEdit;
import io.pilothouse.repository.kustomize.field.FieldEdit.Missing;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.List;
import java.util.stream.Collectors;

/// Sets the number of replicas of everything that has, or had, a name.
///
/// @param name the name
/// @param count how many
/// @param fields where the number stands
/// @param place where that was asked for
public record ReplicaTransformer(String name, Json.Num count, FieldSpecs fields, Place place) implements Transformer {

    @Override
    public void transform(ResourceSet resources) throws RefusedSourceException {
        boolean isFound = false;
        for (FieldSpec spec : fields.all()) {
            List<Integer> positions = resources.findAny(
                    id -> id.name().equals(name) && spec.type().selects(id));
            for (int position : positions) {
                isFound = true;
                if (spec.type().selects(resources.get(position).id())) {
                    resources.set(
                            position, FieldEdit.apply(resources.get(position), spec, Missing.SCALAR, ignored -> count));
                }
            }
        }
        if (!isFound) {
            String kinds = fields.all().stream()
                    .map(spec -> spec.type().kind())
                    .distinct()
                    .collect(Collectors.joining(", "));
            throw new RefusedSourceException(new InputError(
                    "PH-175",
                    place.origin("name"),
                    "replicas names " + name + ", but there is none of kind " + kinds
                            + " of that name: correct the name, or remove the entry."));
        }
    }
}
