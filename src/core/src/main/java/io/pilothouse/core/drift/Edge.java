package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.util.Optional;

/// One step down a field set, as the API server writes it in `fieldsV1`.
sealed interface Edge {
    /// `f:image`: a field of an object.
    record Field(String name) implements Edge {}

    /// `k:{"name":"web"}`: an item of a list whose items have keys.
    record Item(ListKey key) implements Edge {}

    /// `v:"x"`: an item of a list that is a set.
    record Member(Json value) implements Edge {}

    /// `.`: the node itself.
    record Self() implements Edge {}

    /// @return empty for what no API server writes today: an index (`i:0`), or something unknown
    static Optional<Edge> of(String text) {
        if (text.equals(".")) {
            return Optional.of(new Self());
        }
        if (text.startsWith("f:")) {
            return Optional.of(new Field(text.substring(2)));
        }
        if (text.startsWith("k:")) {
            return new EdgeReader(text, 2).flatObject().map(fields -> new Item(new ListKey(fields)));
        }
        return text.startsWith("v:") ? new EdgeReader(text, 2).only().map(Member::new) : Optional.empty();
    }
}
