package io.pilothouse.repository.kustomize.patch;

import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Optional;

/// What `$patch` in a strategic merge patch says about the map or list in which it stands.
enum Directive {
    MERGE,
    REPLACE,
    DELETE;

    static final String FIELD = "$patch";

    /// @param patch a map of the patch
    static Directive of(Json.Obj patch, List<String> path) throws InapplicablePatchException {
        for (String field : patch.fields().keySet()) {
            if (field.equals("$retainKeys")
                    || field.startsWith("$setElementOrder/")
                    || field.startsWith("$deleteFromPrimitiveList/")) {
                throw new InapplicablePatchException(
                        path,
                        "Kustomize has no directive like " + field.replaceFirst("/.*", "")
                                + ", which kubectl writes into its own patches: use null, \"$patch: delete\" or"
                                + " \"$patch: replace\".");
            }
        }
        Optional<Json> written = patch.get(FIELD);
        return written.isEmpty() ? MERGE : parse(written.get(), path);
    }

    /// @param patch a list of the patch
    /// @return what an item that holds nothing but `$patch` says of the list
    static Directive of(Json.Arr patch, List<String> path) throws InapplicablePatchException {
        for (Json item : patch.items()) {
            if (isForList(item) && item instanceof Json.Obj object) {
                return parse(object.get(FIELD).orElseThrow(), path);
            }
        }
        return MERGE;
    }

    static boolean isForList(Json item) {
        return item instanceof Json.Obj object
                && object.fields().size() == 1
                && object.get(FIELD).isPresent();
    }

    /// @return true if there is one anywhere in the value
    static boolean isIn(Json value) {
        return switch (value) {
            case Json.Obj object ->
                object.get(FIELD).isPresent()
                        || object.fields().values().stream().anyMatch(Directive::isIn);
            case Json.Arr list -> list.items().stream().anyMatch(Directive::isIn);
            case Json.Text ignored -> false;
            case Json.Num ignored -> false;
            case Json.Bool ignored -> false;
            case Json.Null ignored -> false;
        };
    }

    private static Directive parse(Json written, List<String> path) throws InapplicablePatchException {
        String word = written instanceof Json.Text text ? text.value() : "";
        return switch (word) {
            case "merge" -> MERGE;
            case "replace" -> REPLACE;
            case "delete" -> DELETE;
            default -> throw new InapplicablePatchException(path, "\"$patch\" must be merge, replace or delete.");
        };
    }
}
