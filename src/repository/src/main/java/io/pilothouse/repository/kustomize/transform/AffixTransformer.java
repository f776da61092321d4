package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.field.FieldEdit;
import io.pilothouse.repository.kustomize.field.FieldEdit.Missing;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceId;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.RefusedSourceException;

/// Puts something before or after every name, but where a name is not free to choose: those of namespaces, of custom
/// resource definitions and of API services.
///
/// @param affix what
/// @param side where
/// @param fields which fields
public record AffixTransformer(String affix, Side side, FieldSpecs fields) implements Transformer {

    /// Where it is put.
    public enum Side {
        BEFORE,
        AFTER
    }

    @Override
    public void transform(ResourceSet resources) throws RefusedSourceException {
        for (int i = 0; i < resources.size(); i++) {
            Resource resource = resources.get(i);
            if (!hasGivenName(resource.originalId())) {
                resources.set(i, transform(resource));
            }
        }
    }

    private Resource transform(Resource before) throws RefusedSourceException {
        Resource resource = before;
        for (FieldSpec spec : fields.of(before.id())) {
            if (spec.path().equals("metadata/name")) {
                resource = resource.withLineage(
                                switch (side) {
                                    case BEFORE -> resource.lineage().withPrefix(affix);
                                    case AFTER -> resource.lineage().withSuffix(affix);
                                })
                        .rememberingName();
            }
            resource = FieldEdit.apply(resource, spec, Missing.NOTHING, this::affixed);
        }
        return resource;
    }

    private Json affixed(Json value) {
        if (!(value instanceof Json.Text text)) {
            return value;
        }
        return new Json.Text(
                switch (side) {
                    case BEFORE -> affix + text.value();
                    case AFTER -> text.value() + affix;
                });
    }

    private static boolean hasGivenName(ResourceId id) {
        return id.kind().equals("Namespace")
                || id.kind().equals("CustomResourceDefinition")
                || (id.kind().equals("APIService") && id.group().equals("apiregistration.k8s.io"));
    }
}
