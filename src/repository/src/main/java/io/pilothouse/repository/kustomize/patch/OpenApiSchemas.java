package io.pilothouse.repository.kustomize.patch;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The types that an OpenAPI 2 document of the repository describes, for `openapi.path`. As in Kustomize it takes the
/// place of the built-in description: what it does not describe has no merge keys, Kubernetes' own kinds neither.
public final class OpenApiSchemas implements KindSchemas {
    private static final String STRATEGY = "x-kubernetes-patch-strategy";
    private static final String KEY = "x-kubernetes-patch-merge-key";
    private static final String KEYS = "x-kubernetes-list-map-keys";
    private static final String KINDS = "x-kubernetes-group-version-kind";
    private static final String REFERENCE = "#/definitions/";

    private final Json.Obj definitions;
    private final Map<String, Schema> byKind = new HashMap<>();

    /// @param document with `definitions`
    public OpenApiSchemas(Json.Obj document) {
        definitions = document.object("definitions");
        for (Json definition : definitions.fields().values()) {
            if (definition instanceof Json.Obj type) {
                for (Json kind : type.items(KINDS)) {
                    index(kind, type);
                }
            }
        }
    }

    private void index(Json kind, Json.Obj type) {
        if (kind instanceof Json.Obj named) {
            String group = named.text("group").orElse("");
            String version = named.text("version").orElse("");
            byKind.put(
                    (group.isEmpty() ? "" : group + "/") + version + " "
                            + named.text("kind").orElse(""),
                    new Described(type));
        }
    }

    @Override
    public Optional<Schema> of(String apiVersion, String kind) {
        return Optional.ofNullable(byKind.get(apiVersion + " " + kind));
    }

    /// Follows references, which may lead in a circle.
    private Optional<Schema> resolved(Json described) {
        Set<String> seen = new HashSet<>();
        Json here = described;
        while (here instanceof Json.Obj object && object.text("$ref").isPresent()) {
            String name = object.text("$ref").orElseThrow();
            if (!name.startsWith(REFERENCE) || !seen.add(name)) {
                return Optional.empty();
            }
            here = definitions.get(name.substring(REFERENCE.length())).orElse(Json.Null.NULL);
        }
        return here instanceof Json.Obj object ? Optional.of(new Described(object)) : Optional.empty();
    }

    private final class Described implements Schema {
        private final Json.Obj schema;

        private Described(Json.Obj schema) {
            this.schema = schema;
        }

        @Override
        public Optional<List<String>> mergeKeys() {
            String strategy = schema.text(STRATEGY).orElse("");
            if (!Arrays.asList(strategy.split(",")).contains("merge")) {
                return Optional.empty();
            }
            List<String> keys = new ArrayList<>();
            for (Json key : schema.items(KEYS)) {
                if (key instanceof Json.Text text) {
                    keys.add(text.value());
                }
            }
            if (keys.isEmpty()) {
                schema.text(KEY).ifPresent(keys::add);
            }
            return Optional.of(List.copyOf(keys));
        }

        @Override
        public Optional<Schema> field(String name) {
            return schema.at("properties", name)
                    .or(() -> schema.get("additionalProperties"))
                    .flatMap(OpenApiSchemas.this::resolved);
        }

        @Override
        public Optional<Schema> item() {
            return schema.get("items").flatMap(OpenApiSchemas.this::resolved);
        }
    }
}
