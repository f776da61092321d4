package io.pilothouse.repository.kustomize.patch;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Lays a patch over an object: maps are merged field by field, `null` removes a field, lists are replaced unless the
/// schema says by which keys their items are told apart. Follows `merge2` and `walk` of Kustomize's kyaml, including
/// what it does to the parts that the patch does not speak of: a merged list never keeps two items of one key.
@SuppressWarnings("ReferenceEquality") // a part that only the patch has is laid over itself, which clears its nulls
final class StrategicMerge {
    private final KindSchemas schemas;

    private StrategicMerge(KindSchemas schemas) {
        this.schemas = schemas;
    }

    /// @return the patched object, nothing if the patch deletes it
    static Optional<Json.Obj> apply(Json.Obj object, Json.Obj patch, KindSchemas schemas)
            throws InapplicablePatchException {
        if (Directive.of(patch, List.of()) == Directive.REPLACE) {
            throw new InapplicablePatchException(
                    List.of(),
                    "\"$patch: replace\" for a whole object has no effect in Kustomize: replace its parts, such as"
                            + " spec.");
        }
        Optional<Json> merged =
                new StrategicMerge(schemas).merge(Optional.of(object), Optional.of(patch), Optional.empty(), List.of());
        if (Directive.isIn(patch) && merged.map(Directive::isIn).orElse(false) && !Directive.isIn(object)) {
            throw new InapplicablePatchException(
                    List.of(),
                    "A \"$patch\" has no effect where it stands, as in a list that is not merged, and would stay in"
                            + " the object: give the whole list, or describe the kind by \"openapi\".");
        }
        return merged.map(Json.Obj.class::cast);
    }

    /// @param object the part of the object
    /// @param patch the part of the patch
    /// @return what becomes of them; nothing if it is removed
    Optional<Json> merge(Optional<Json> object, Optional<Json> patch, Optional<Schema> known, List<String> path)
            throws InapplicablePatchException {
        Optional<Json> ours = present(object);
        Optional<Json> theirs = present(patch);
        if (ours.isEmpty() && theirs.isEmpty()) {
            return patch.isPresent() ? Optional.empty() : object;
        }
        if (ours.isPresent() && theirs.isPresent() && shape(ours.get()) != shape(theirs.get())) {
            throw new InapplicablePatchException(
                    path,
                    "The patch has " + shape(theirs.get()).words + " where the object has " + shape(ours.get()).words
                            + ": correct it, or remove the field with null in a patch before.");
        }
        if (ours.isPresent() && patch.isPresent() && theirs.isEmpty()) {
            return Optional.empty();
        }
        Optional<Schema> schema = known.isPresent() ? known : declared(ours).or(() -> declared(theirs));
        return switch (ours.or(() -> theirs).orElseThrow()) {
            case Json.Obj ignored ->
                maps(ours.map(Json.Obj.class::cast), theirs.map(Json.Obj.class::cast), schema, path);
            case Json.Arr ignored ->
                lists(ours.map(Json.Arr.class::cast), theirs.map(Json.Arr.class::cast), schema, path);
            case Json.Text ignored -> theirs.or(() -> ours);
            case Json.Num ignored -> theirs.or(() -> ours);
            case Json.Bool ignored -> theirs.or(() -> ours);
            case Json.Null ignored -> theirs.or(() -> ours);
        };
    }

    private Optional<Json> maps(
            Optional<Json.Obj> ours, Optional<Json.Obj> theirs, Optional<Schema> schema, List<String> path)
            throws InapplicablePatchException {
        if (theirs.isEmpty()) {
            return Optional.of(fields(ours.orElseThrow(), Optional.empty(), schema, path));
        }
        Json.Obj patch = theirs.get().without(Directive.FIELD);
        return switch (Directive.of(theirs.get(), path)) {
            case DELETE -> Optional.empty();
            case REPLACE -> Optional.of(fields(patch, Optional.of(patch), schema, path));
            case MERGE -> {
                boolean isAdded = ours.isEmpty() || ours.get() == theirs.get();
                yield Optional.of(fields(isAdded ? patch : ours.get(), Optional.of(patch), schema, path));
            }
        };
    }

    private Json.Obj fields(Json.Obj ours, Optional<Json.Obj> theirs, Optional<Schema> schema, List<String> path)
            throws InapplicablePatchException {
        SequencedMap<String, Json> merged = new LinkedHashMap<>(ours.fields());
        Set<String> names = new LinkedHashSet<>(ours.fields().keySet());
        theirs.ifPresent(patch -> names.addAll(patch.fields().keySet()));
        for (String name : names) {
            Optional<Json> value = merge(
                    ours.get(name),
                    theirs.flatMap(patch -> patch.get(name)),
                    schema.flatMap(one -> one.field(name)),
                    below(path, name));
            if (value.isPresent()) {
                merged.put(name, value.get());
            } else {
                merged.remove(name);
            }
        }
        return new Json.Obj(merged);
    }

    private Optional<Json> lists(
            Optional<Json.Arr> ours, Optional<Json.Arr> theirs, Optional<Schema> schema, List<String> path)
            throws InapplicablePatchException {
        Optional<List<String>> keys = schema.flatMap(Schema::mergeKeys);
        if (keys.isEmpty()) {
            return theirs.isPresent() ? theirs.map(list -> list) : ours.map(list -> list);
        }
        Directive directive = theirs.isEmpty() ? Directive.MERGE : Directive.of(theirs.get(), path);
        if (directive == Directive.DELETE) {
            return Optional.empty();
        }
        Optional<List<Json>> patch = theirs.map(list ->
                list.items().stream().filter(item -> !Directive.isForList(item)).toList());
        boolean isAdded =
                theirs.isPresent() && (ours.isEmpty() || directive == Directive.REPLACE || ours.get() == theirs.get());
        List<Json> present = isAdded ? patch.orElseThrow() : ours.get().items();
        if (keys.get().isEmpty()) {
            Set<Json> values = new LinkedHashSet<>(patch.orElse(List.of()));
            values.addAll(present);
            return Optional.of(new Json.Arr(List.copyOf(values)));
        }
        return Optional.of(new Json.Arr(
                new KeyedLists(this, keys.get(), schema.flatMap(Schema::item), path).merge(present, patch)));
    }

    /// @return what is known of a value that says itself of which kind it is
    private Optional<Schema> declared(Optional<Json> value) {
        return value.isPresent() && value.get() instanceof Json.Obj object
                ? object.text("kind")
                        .flatMap(kind -> object.text("apiVersion").flatMap(version -> schemas.of(version, kind)))
                : Optional.empty();
    }

    static List<String> below(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private static Optional<Json> present(Optional<Json> value) {
        return value.filter(one -> !(one instanceof Json.Null));
    }

    private enum Shape {
        MAP("a map"),
        LIST("a list"),
        SCALAR("a single value");

        private final String words;

        Shape(String words) {
            this.words = words;
        }
    }

    private static Shape shape(Json value) {
        return switch (value) {
            case Json.Obj ignored -> Shape.MAP;
            case Json.Arr ignored -> Shape.LIST;
            case Json.Text ignored -> Shape.SCALAR;
            case Json.Num ignored -> Shape.SCALAR;
            case Json.Bool ignored -> Shape.SCALAR;
            case Json.Null ignored -> Shape.SCALAR;
        };
    }
}
