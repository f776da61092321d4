package io.pilothouse.repository.tool.show;

import io.pilothouse.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Builds a JSON object field by field, in the order in which it is shown.
public final class Fields {
    private final SequencedMap<String, Json> fields = new LinkedHashMap<>();

    /// @return the same, with a text
    public Fields with(String name, String text) {
        return with(name, new Json.Text(text));
    }

    /// @return the same, with a whole number
    public Fields with(String name, long number) {
        return with(name, Json.Num.of(number));
    }

    /// @return the same, with a list
    public Fields with(String name, List<? extends Json> items) {
        return with(name, new Json.Arr(List.copyOf(items)));
    }

    /// @return the same, with any value
    public Fields with(String name, Json value) {
        fields.put(name, value);
        return this;
    }

    /// @return the object
    public Json.Obj build() {
        return new Json.Obj(fields);
    }
}
