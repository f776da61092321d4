package io.pilothouse.repository.kustomize.patch;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes an object by the operations of RFC 6902, with the leniencies of the library that Kustomize uses: `replace`
/// adds a field that is missing, an index may count from the end, and what is missing equals `null` in `test`.
final class JsonPatch {

    /// One operation.
    ///
    /// @param position its place in the patch
    private record Operation(String name, JsonPointer path, Optional<JsonPointer> from, Json value, int position) {
        List<String> at() {
            return List.of(Integer.toString(position));
        }
    }

    private final List<Operation> operations;

    private JsonPatch(List<Operation> operations) {
        this.operations = operations;
    }

    static JsonPatch read(Json.Arr written) throws InapplicablePatchException {
        List<Operation> operations = new ArrayList<>();
        for (Json item : written.items()) {
            operations.add(operation(item, operations.size()));
        }
        return new JsonPatch(operations);
    }

    private static Operation operation(Json item, int position) throws InapplicablePatchException {
        List<String> at = List.of(Integer.toString(position));
        if (!(item instanceof Json.Obj object)) {
            throw new InapplicablePatchException(at, "Each operation must have the fields op and path.");
        }
        String name = object.text("op").orElse("");
        boolean hasFrom = false;
        switch (name) {
            case "add", "replace", "test" -> {
                if (object.get("value").isEmpty()) {
                    throw new InapplicablePatchException(
                            at, "The operation " + name + " has no value: add one, null if that is meant.");
                }
            }
            case "remove" -> {}
            case "move", "copy" -> hasFrom = true;
            default ->
                throw new InapplicablePatchException(at, "\"op\" must be add, remove, replace, move, copy or test.");
        }
        return new Operation(
                name,
                pointer(object, "path", at),
                hasFrom ? Optional.of(pointer(object, "from", at)) : Optional.empty(),
                object.get("value").orElse(Json.Null.NULL),
                position);
    }

    private static JsonPointer pointer(Json.Obj object, String field, List<String> at)
            throws InapplicablePatchException {
        return object.text(field)
                .flatMap(JsonPointer::parse)
                .orElseThrow(() -> new InapplicablePatchException(
                        StrategicMerge.below(at, field),
                        "\"" + field + "\" must be a path such as /spec/replicas, where ~1 stands for a slash in a"
                                + " name."));
    }

    /// @return the changed object
    Json.Obj apply(Json.Obj object) throws InapplicablePatchException {
        Json here = object;
        for (Operation operation : operations) {
            here = apply(here, operation);
        }
        if (here instanceof Json.Obj changed) {
            return changed;
        }
        throw new InapplicablePatchException(List.of(), "The patch leaves no object: keep its apiVersion and kind.");
    }

    private static Json apply(Json object, Operation operation) throws InapplicablePatchException {
        JsonPointer path = operation.path();
        try {
            return switch (operation.name()) {
                case "add" -> path.add(object, operation.value());
                case "remove" -> path.remove(object);
                case "replace" -> path.replace(object, operation.value());
                case "copy" -> path.add(object, from(operation).get(object));
                case "move" ->
                    path.add(from(operation).remove(object), from(operation).get(object));
                case "test" -> test(object, operation);
                default -> throw new IllegalStateException(operation.name());
            };
        } catch (JsonPointer.NothingThereException e) {
            throw new InapplicablePatchException(
                    operation.at(),
                    "The operation " + operation.name() + " cannot be done: the object has nothing at one of its"
                            + " paths. Correct the path, or the order of the operations.");
        }
    }

    private static JsonPointer from(Operation operation) {
        return operation.from().orElseThrow();
    }

    private static Json test(Json object, Operation operation)
            throws InapplicablePatchException, JsonPointer.NothingThereException {
        Json present = operation.path().find(object).orElse(Json.Null.NULL);
        if (!present.equals(operation.value())) {
            throw new InapplicablePatchException(
                    operation.at(),
                    "The operation test fails: the object has another value there. Correct the patch, or what it"
                            + " stands on.");
        }
        return object;
    }
}
