package io.pilothouse.repository.kustomize.replacement;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.field.FieldEdit;
import io.pilothouse.repository.kustomize.field.FieldEdit.Missing;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceId;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The variables of `vars`: values of objects, which `$(NAME)` stands for in certain fields of all of them. Values are
/// those at the very end, so that a name has its prefix and its hash.
public final class Variables {
    private record Variable(String name, ResourceId object, String path, Place place) {}

    private final Map<String, Variable> variables = new LinkedHashMap<>();

    /// @throws RefusedSourceException if anything is wrong with it
    public void add(Json.Obj written, Place place) throws RefusedSourceException {
        List<InputError> errors = new ArrayList<>();
        Entries entries = new Entries(written, place, errors);
        String name = entries.text("name");
        ResourceId object = entries.object("objref").map(Variables::object).orElse(new ResourceId("", "", "", "", ""));
        String path = entries.object("fieldref").map(Variables::path).orElse("");
        entries.finish();
        if (errors.isEmpty()
                && (name.isEmpty() || object.kind().isEmpty() || object.name().isEmpty())) {
            errors.add(refused(place, "A variable needs a name, and an \"objref\" with kind and name."));
        }
        if (errors.isEmpty() && variables.containsKey(name)) {
            errors.add(refused(
                    place,
                    "The variable is there already, at "
                            + variables.get(name).place().origin() + ": rename one."));
        }
        if (!errors.isEmpty()) {
            throw new RefusedSourceException(errors);
        }
        variables.put(name, new Variable(name, object, path.isEmpty() ? "metadata.name" : path, place));
    }

    private static ResourceId object(Entries entries) {
        String apiVersion = entries.text("apiVersion");
        ResourceId written =
                ResourceId.of(apiVersion, entries.text("kind"), entries.text("name"), entries.text("namespace"));
        String group = entries.text("group");
        String version = entries.text("version");
        entries.finish();
        return apiVersion.isEmpty()
                ? new ResourceId(group, version, written.kind(), written.name(), written.namespace())
                : written;
    }

    private static String path(Entries entries) {
        String path = entries.text("fieldpath");
        entries.finish();
        return path;
    }

    /// Puts the values in place.
    ///
    /// @param fields where `$(NAME)` means a variable
    public void resolve(ResourceSet resources, FieldSpecs fields) throws RefusedSourceException {
        if (variables.isEmpty()) {
            return;
        }
        Map<String, Json> values = new LinkedHashMap<>();
        for (Variable variable : variables.values()) {
            values.put(variable.name(), value(variable, resources));
        }
        Expansion expansion = new Expansion(values);
        for (FieldSpec field : fields.all()) {
            for (int i = 0; i < resources.size(); i++) {
                Resource resource = resources.get(i);
                if (field.type().selects(resource.id())) {
                    resources.set(
                            i,
                            FieldEdit.apply(
                                    resource, field, Missing.NOTHING, value -> expanded(value, expansion, resource)));
                }
            }
        }
    }

    private static Json value(Variable variable, ResourceSet resources) throws RefusedSourceException {
        ResourceId wanted = variable.object();
        boolean isAnywhere = wanted.namespace().isEmpty() && !wanted.isClusterScoped();
        List<Resource> found = resources.all().stream()
                .filter(one -> {
                    ResourceId id = one.originalId();
                    return isAnywhere ? id.name().equals(wanted.name()) && id.hasTypeOf(wanted) : id.isSameAs(wanted);
                })
                .toList();
        if (found.size() != 1) {
            throw new RefusedSourceException(refused(
                    variable.place(),
                    found.isEmpty()
                            ? "The variable's objref names " + wanted + ", which is not there: correct it."
                            : "The variable's objref could mean one of " + found.size()
                                    + " objects: add the namespace."));
        }
        try {
            // containers[0] is another way to write containers.0
            String path = variable.path().replaceAll("(?<=[^.\\[\\]])\\[([0-9]+)]", ".$1");
            Optional<Json> value = FieldPath.parse(path).find(found.getFirst().content());
            if (value.isPresent()) {
                return value.get();
            }
        } catch (FieldPath.BrokenPathException e) {
            // refused below, as a field that is not there
        }
        throw new RefusedSourceException(refused(
                variable.place().in(List.of("fieldref")),
                "The variable's fieldref leads to no field of " + wanted + ": correct the fieldpath."));
    }

    private static Json expanded(Json value, Expansion expansion, Resource resource) throws RefusedSourceException {
        return switch (value) {
            case Json.Text text -> expansion.expand(text.value());
            case Json.Obj object -> {
                SequencedMap<String, Json> fields = new LinkedHashMap<>(object.fields());
                fields.replaceAll((key, one) -> one instanceof Json.Text text ? expansion.expand(text.value()) : one);
                yield fields.equals(object.fields()) ? object : new Json.Obj(fields);
            }
            case Json.Arr list -> {
                List<Json> items = new ArrayList<>();
                for (Json item : list.items()) {
                    if (!(item instanceof Json.Text text)) {
                        throw new RefusedSourceException(refused(
                                resource.place(),
                                "A list of " + resource.id() + " in which variables may stand has an item that is not"
                                        + " text: put it in quotes."));
                    }
                    items.add(expansion.expand(text.value()));
                }
                yield items.equals(list.items()) ? list : new Json.Arr(items);
            }
            case Json.Num num -> num;
            case Json.Bool bool -> bool;
            case Json.Null none -> none;
        };
    }

    private static InputError refused(Place place, String why) {
        return new InputError("PH-177", place.origin(), why);
    }
}
