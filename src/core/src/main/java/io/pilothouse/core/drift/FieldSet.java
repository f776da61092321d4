package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.util.Optional;

/// The fields one manager owns, as `fieldsV1` lists them: a tree whose edges are [Edge]s. A node without edges is owned
/// as one value: a scalar, a list or map that is atomic, or an empty map.
///
/// @param tree the tree as JSON
public record FieldSet(Json.Obj tree) {

    /// @return what is owned below one edge, empty where nothing is
    public Optional<FieldSet> child(String edge) {
        return tree.get(edge).map(value -> new FieldSet(value instanceof Json.Obj obj ? obj : Json.Obj.EMPTY));
    }

    /// @return true if the node is owned as one value
    public boolean isLeaf() {
        return tree.fields().isEmpty();
    }

    /// @return true if the node itself is owned: as one value, or beside some of what is below it
    public boolean isOwned() {
        return isLeaf() || tree.fields().containsKey(".");
    }

    /// @return true if something below the node is owned by itself
    boolean isParent() {
        return tree.fields().size() > (tree.fields().containsKey(".") ? 1 : 0);
    }
}
