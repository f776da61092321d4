package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.field.FieldEdit;
import io.pilothouse.repository.kustomize.field.FieldEdit.Missing;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.field.TypeSelector;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Puts every object that lives in a namespace into one, and names it where objects name their namespace: in subjects
/// of role bindings, and in the fields of its rules. References to services and accounts follow later, by name.
///
/// @param namespace the namespace
/// @param fields where else it is written
/// @param subjects which subjects of role bindings get it
/// @param fillsOnly leaves what has a namespace already
public record NamespaceTransformer(String namespace, FieldSpecs fields, Subjects subjects, boolean fillsOnly)
        implements Transformer {
    private static final Set<String> BINDINGS = Set.of("RoleBinding", "ClusterRoleBinding");
    private static final FieldSpec OWN = FieldSpec.of(TypeSelector.ANY, "metadata/namespace", true);
    private static final FieldSpec SUBJECTS = FieldSpec.of(TypeSelector.ANY, "subjects", false);

    /// Which subjects of role bindings are put into the namespace.
    public enum Subjects {
        /// The account `default`, which each namespace has of its own.
        DEFAULT_ONLY,
        ALL_SERVICE_ACCOUNTS,
        NONE
    }

    @Override
    public void transform(ResourceSet resources) throws RefusedSourceException {
        List<Resource> changed = new ArrayList<>(resources.size());
        for (Resource resource : resources.all()) {
            changed.add(transform(resource.rememberingName()));
        }
        resources.setAll(changed, "is there twice once it is in namespace " + namespace);
    }

    private Resource transform(Resource before) throws RefusedSourceException {
        Resource resource = before;
        boolean isBinding = BINDINGS.contains(resource.id().kind());
        boolean isCore = resource.id().apiVersion().equals("v1");
        if (!resource.id().isClusterScoped()) {
            resource = FieldEdit.apply(resource, OWN, Missing.SCALAR, this::named);
        }
        if (isBinding && subjects != Subjects.NONE) {
            resource = FieldEdit.apply(resource, SUBJECTS, Missing.NOTHING, this::subjects);
        }
        for (FieldSpec spec : fields.of(resource.id())) {
            boolean isOwn = spec.path().equals("metadata/namespace");
            boolean isForeignName = spec.path().equals("metadata/name") && !isCore;
            boolean isSubjects = isBinding && spec.path().equals("subjects");
            if (!isOwn && !isForeignName && !isSubjects) {
                resource = FieldEdit.apply(resource, spec, Missing.SCALAR, this::named);
            }
        }
        return resource;
    }

    private Json named(Json before) {
        boolean isSet = !(before instanceof Json.Null) && !before.equals(new Json.Text(""));
        return fillsOnly && isSet ? before : new Json.Text(namespace);
    }

    private Json subjects(Json value) {
        if (!(value instanceof Json.Arr list)) {
            return value;
        }
        return new Json.Arr(list.items().stream().map(this::subject).toList());
    }

    private Json subject(Json item) {
        if (!(item instanceof Json.Obj subject)) {
            return item;
        }
        boolean isOurs = switch (subjects) {
            case DEFAULT_ONLY -> subject.text("name").orElse("").equals("default");
            case ALL_SERVICE_ACCOUNTS -> subject.text("kind").orElse("").equals("ServiceAccount");
            case NONE -> false;
        };
        return isOurs ? subject.with("namespace", named(subject.get("namespace").orElse(Json.Null.NULL))) : subject;
    }
}
