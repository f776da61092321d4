package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.field.FieldRules;
import io.pilothouse.repository.kustomize.field.FieldRules.NameReference;
import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.field.TypeSelector;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules in a file that `crds` names: OpenAPI definitions by name, in which extensions mark fields that hold
/// labels, annotations, names, or names of other objects.
final class CrdRules {
    private static final int DEEPEST = 32;
    private static final int MOST_FIELDS = 10_000;
    private static final Map<String, Section> MARKS = Map.of(
            "x-kubernetes-annotation", Section.COMMON_ANNOTATIONS,
            "x-kubernetes-label-selector", Section.COMMON_LABELS,
            "x-kubernetes-identity", Section.NAME_PREFIX);

    private final Json.Obj definitions;
    private final Map<Section, List<FieldSpec>> fields = new EnumMap<>(Section.class);
    private final List<NameReference> references = new ArrayList<>();
    private int visited;

    private CrdRules(Json.Obj definitions) {
        this.definitions = definitions;
    }

    static FieldRules of(KustomizationFile.Item file) throws RefusedSourceException {
        CrdRules rules = new CrdRules(file.content());
        for (Map.Entry<String, Json> definition : file.content().fields().entrySet()) {
            if (!(definition.getValue() instanceof Json.Obj)) {
                throw new RefusedSourceException(new InputError(
                        "PH-171",
                        file.place().origin(definition.getKey()),
                        "\"crds\" takes OpenAPI definitions by name; this is something else. A custom resource"
                                + " definition itself belongs to \"resources\"."));
            }
            Json.Obj properties = rules.properties(definition.getKey());
            if (List.of("kind", "apiVersion", "metadata").stream().allMatch(properties.fields()::containsKey)) {
                String name = definition.getKey();
                TypeSelector type = new TypeSelector("", "", name.substring(name.lastIndexOf('.') + 1));
                rules.collect(type, name, List.of());
            }
        }
        Map<Section, FieldSpecs> specs = new EnumMap<>(Section.class);
        rules.fields.forEach((section, list) -> specs.put(section, new FieldSpecs(list)));
        return new FieldRules(specs, FieldRules.sorted(rules.references));
    }

    private Json.Obj properties(String name) {
        Json.Obj definition = definitions.object(name);
        return (definition.get("Schema").isPresent() ? definition.object("Schema") : definition.object("schema"))
                .object("properties");
    }

    private void collect(TypeSelector type, String name, List<String> path) {
        for (Map.Entry<String, Json> property : properties(name).fields().entrySet()) {
            if (!(property.getValue() instanceof Json.Obj schema) || ++visited > MOST_FIELDS) {
                continue;
            }
            List<String> here = new ArrayList<>(path);
            here.add(property.getKey());
            MARKS.forEach((mark, section) -> schema.text(mark)
                    .ifPresent(ignored -> fields.computeIfAbsent(section, one -> new ArrayList<>())
                            .add(spec(type, here))));
            Optional<String> version = schema.text("x-kubernetes-object-ref-api-version");
            Optional<String> kind = schema.text("x-kubernetes-object-ref-kind");
            if (version.isPresent() && kind.isPresent()) {
                List<String> nameField = new ArrayList<>(here);
                nameField.add(schema.text("x-kubernetes-object-ref-name-key").orElse("name"));
                references.add(new NameReference(
                        new TypeSelector("", version.get(), kind.get()),
                        new FieldSpecs(List.of(spec(type, nameField)))));
            }
            Optional<String> reference = schema.text("$ref");
            if (reference.isPresent() && here.size() < DEEPEST) {
                collect(type, reference.get(), here);
            }
        }
    }

    private static FieldSpec spec(TypeSelector type, List<String> path) {
        return FieldSpec.of(type, String.join("/", path), false);
    }
}
