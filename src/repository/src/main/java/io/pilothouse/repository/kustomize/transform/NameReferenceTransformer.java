package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.field.FieldEdit;
import io.pilothouse.repository.kustomize.field.FieldEdit.Missing;
import io.pilothouse.repository.kustomize.field.FieldRules.NameReference;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.TypeSelector;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceId;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Mends every field that holds an object's earlier name: writes its present one, and where the field is a map with a
/// namespace, that too.
///
/// @param references which fields hold the names of which objects
public record NameReferenceTransformer(List<NameReference> references) implements Transformer {
    public NameReferenceTransformer {
        references = List.copyOf(references);
    }

    @Override
    public void transform(ResourceSet resources) throws RefusedSourceException {
        Renamed renamed = new Renamed(resources);
        for (int i = 0; i < resources.size(); i++) {
            ResourceId declared = resources.get(i).originalId();
            for (NameReference reference : references) {
                for (FieldSpec spec : reference.referrers().of(declared)) {
                    Resource before = resources.get(i);
                    Mending mending = new Mending(before, spec, reference.target(), renamed);
                    resources.set(i, FieldEdit.apply(before, spec, Missing.NOTHING, mending::mended));
                }
            }
        }
    }

    /// One field of one object.
    private record Mending(Resource referrer, FieldSpec spec, TypeSelector target, Renamed renamed) {

        Json mended(Json value) throws RefusedSourceException {
            return switch (value) {
                case Json.Text name -> name(name);
                case Json.Obj map -> map(map);
                case Json.Arr list -> {
                    List<Json> items = new ArrayList<>(list.items().size());
                    for (Json item : list.items()) {
                        items.add(
                                switch (item) {
                                    case Json.Text name -> name(name);
                                    case Json.Obj map -> map(map);
                                    case Json.Arr other -> other;
                                    case Json.Num other -> other;
                                    case Json.Bool other -> other;
                                    case Json.Null other -> other;
                                });
                    }
                    Json.Arr after = new Json.Arr(items);
                    yield after.equals(list) ? list : after;
                }
                case Json.Num other -> other;
                case Json.Bool other -> other;
                case Json.Null other -> other;
            };
        }

        private Json name(Json.Text name) throws RefusedSourceException {
            Optional<Resource> found =
                    renamed.find(new Renamed.Question(referrer, spec, target, name.value(), Optional.empty(), false));
            if (found.isEmpty() || found.get().id().name().equals(name.value())) {
                return name;
            }
            return new Json.Text(found.get().id().name());
        }

        private Json map(Json.Obj map) throws RefusedSourceException {
            Optional<String> name = map.text("name");
            if (name.isEmpty()) {
                return map;
            }
            Optional<Resource> found =
                    renamed.find(new Renamed.Question(referrer, spec, target, name.get(), map.text("namespace"), true));
            if (found.isEmpty()) {
                return map;
            }
            ResourceId now = found.get().id();
            Json.Obj after = now.name().equals(name.get()) ? map : map.with("name", new Json.Text(now.name()));
            boolean isPlaced = now.namespace().isEmpty()
                    || map.text("namespace").orElse("").equals(now.namespace());
            return isPlaced ? after : after.with("namespace", new Json.Text(now.namespace()));
        }
    }
}
