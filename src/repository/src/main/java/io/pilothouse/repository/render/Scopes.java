package io.pilothouse.repository.render;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.BuiltInKinds;
import io.pilothouse.core.slice.BuiltInKinds.Scope;
import io.pilothouse.repository.source.SourceObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which kinds live in a namespace: Kubernetes' own, and those that the same application defines.
final class Scopes {
    private final Map<String, Scope> defined = new HashMap<>();

    Scopes(Collection<SourceObject> objects) {
        for (SourceObject object : objects) {
            Json.Obj content = object.content();
            if (content.text("kind").orElse("").equals("CustomResourceDefinition")) {
                String kind = content.text("spec", "names", "kind").orElse("");
                String group = content.text("spec", "group").orElse("");
                content.text("spec", "scope")
                        .ifPresent(scope -> defined.put(
                                group + "/" + kind, scope.equals("Cluster") ? Scope.CLUSTER : Scope.NAMESPACED));
            }
        }
    }

    /// @return the kind's scope, empty where only the cluster knows it
    Optional<Scope> scope(String group, String kind) {
        return BuiltInKinds.scope(group, kind).or(() -> Optional.ofNullable(defined.get(group + "/" + kind)));
    }
}
