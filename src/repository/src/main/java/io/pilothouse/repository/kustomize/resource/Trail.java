package io.pilothouse.repository.kustomize.resource;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where an object came from and what changed it, for those who ask for it by `buildMetadata`.
///
/// @param origin as the annotation `config.kubernetes.io/origin` says it
/// @param transformations as the annotation `alpha.config.kubernetes.io/transformations` says them
public record Trail(Optional<Json.Obj> origin, List<Json.Obj> transformations) {
    public static final Trail NONE = new Trail(Optional.empty(), List.of());

    public Trail {
        transformations = List.copyOf(transformations);
    }

    public Trail withOrigin(Json.Obj now) {
        return new Trail(Optional.of(now), transformations);
    }

    public Trail with(Json.Obj transformation) {
        List<Json.Obj> more = new ArrayList<>(transformations);
        more.add(transformation);
        return new Trail(origin, more);
    }
}
