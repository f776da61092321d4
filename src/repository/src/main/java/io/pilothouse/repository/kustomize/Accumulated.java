package io.pilothouse.repository.kustomize;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.field.FieldRules;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a kustomization has gathered so far: objects, and the rules that its bases brought along. Not safe for use by
/// several threads at once.
final class Accumulated {
    private final ResourceSet resources = new ResourceSet();
    private final List<KustomizationFile.Item> vars = new ArrayList<>();
    private FieldRules rules = FieldRules.NONE;

    ResourceSet resources() {
        return resources;
    }

    FieldRules rules() {
        return rules;
    }

    List<KustomizationFile.Item> vars() {
        return vars;
    }

    void append(Resource resource) throws RefusedSourceException {
        resources.append(resource);
    }

    /// @param place where the rules were asked for
    void add(FieldRules more, Place place) throws RefusedSourceException {
        FieldRules.Merged merged = rules.merge(more);
        Optional<FieldSpec> conflict = merged.conflict();
        if (conflict.isPresent()) {
            throw new RefusedSourceException(new InputError(
                    "PH-174",
                    place.origin(),
                    "Two rules for the field " + conflict.get().path()
                            + " differ in whether it is created: give both the same \"create\"."));
        }
        rules = merged.rules();
    }

    /// @param place where the other was asked for
    void addAll(Accumulated other, Place place) throws RefusedSourceException {
        resources.appendAll(other.resources.all());
        add(other.rules, place);
        vars.addAll(other.vars);
    }
}
