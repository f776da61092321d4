package io.pilothouse.repository.kustomize.field;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Changes a field of an object: gives another object, which shares everything else with the first. Follows Kustomize's
/// `fieldspec` filter: lists on the way are entered without being named, what is missing is made only on request.
@SuppressWarnings("ReferenceEquality") // an object that nothing changed in is the same object, and need not be copied
public final class FieldEdit {

    /// What is made of a field that is missing.
    public enum Missing {
        NOTHING,
        MAP,
        SCALAR
    }

    /// Gives a field its new value.
    @FunctionalInterface
    public interface Setter {
        /// @param value its present value; [Json.Null] if it was made just now and is to be a scalar
        Json apply(Json value) throws RefusedSourceException;
    }

    /// Gives a field its new value, by where it is.
    @FunctionalInterface
    public interface LocatedSetter {
        /// @param value as in [Setter]
        /// @param path the field, with the numbers of items; not to be kept
        Json apply(Json value, List<String> path) throws RefusedSourceException;
    }

    private final List<String> path = new ArrayList<>();
    private final Resource resource;
    private final FieldSpec spec;
    private final Missing missing;
    private final LocatedSetter setter;

    private FieldEdit(Resource resource, FieldSpec spec, Missing missing, LocatedSetter setter) {
        this.resource = resource;
        this.spec = spec;
        this.missing = spec.creates() ? missing : Missing.NOTHING;
        this.setter = setter;
    }

    /// @param spec which field; its type is not looked at
    /// @return the changed object; itself where there was nothing to change
    public static Resource apply(Resource resource, FieldSpec spec, Missing missing, Setter setter)
            throws RefusedSourceException {
        return applyLocated(resource, spec, missing, (value, path) -> setter.apply(value));
    }

    /// @param spec which field; its type is not looked at
    /// @return the changed object; itself where there was nothing to change
    public static Resource applyLocated(Resource resource, FieldSpec spec, Missing missing, LocatedSetter setter)
            throws RefusedSourceException {
        Json changed = new FieldEdit(resource, spec, missing, setter).walk(resource.content(), 0);
        return changed == resource.content() || !(changed instanceof Json.Obj object)
                ? resource
                : resource.withContent(object);
    }

    private Json walk(Json here, int step) throws RefusedSourceException {
        if (step == spec.steps().size()) {
            return setter.apply(here, path);
        }
        return switch (here) {
            case Json.Null none -> none;
            case Json.Arr list -> each(list, step);
            case Json.Obj object -> field(object, step);
            case Json.Text ignored -> throw scalar(step);
            case Json.Num ignored -> throw scalar(step);
            case Json.Bool ignored -> throw scalar(step);
        };
    }

    private Json each(Json.Arr list, int step) throws RefusedSourceException {
        List<Json> items = new ArrayList<>(list.items().size());
        boolean isChanged = false;
        for (Json item : list.items()) {
            path.add(Integer.toString(items.size()));
            Json changed = walk(item, step);
            path.removeLast();
            isChanged |= changed != item;
            items.add(changed);
        }
        return isChanged ? new Json.Arr(items) : list;
    }

    private Json field(Json.Obj object, int step) throws RefusedSourceException {
        String written = spec.steps().get(step);
        boolean isList = written.endsWith("[]");
        String name = isList ? written.substring(0, written.length() - 2) : written;
        boolean isMade = missing != Missing.NOTHING && !isList;
        Optional<Json> value = object.get(name);
        if (value.isEmpty() && !isMade) {
            return object;
        }
        Json before =
                value.filter(one -> !(one instanceof Json.Null)).orElseGet(() -> isMade ? made(step) : Json.Null.NULL);
        path.add(name);
        Json after = walk(before, step + 1);
        path.removeLast();
        if (value.isPresent() && after == value.get()) {
            return object;
        }
        SequencedMap<String, Json> fields = new LinkedHashMap<>(object.fields());
        fields.put(name, after);
        return new Json.Obj(fields);
    }

    private Json made(int step) {
        boolean isLast = step == spec.steps().size() - 1;
        return isLast && missing == Missing.SCALAR ? Json.Null.NULL : Json.Obj.EMPTY;
    }

    private RefusedSourceException scalar(int step) {
        List<String> above = spec.steps().subList(0, step);
        return new RefusedSourceException(new InputError(
                "PH-171",
                resource.place().origin(above.toArray(String[]::new)),
                "The field " + String.join("/", above) + " of " + resource.id() + " is a single value, but "
                        + spec.path() + " is to be changed below it: make it a map or a list."));
    }
}
