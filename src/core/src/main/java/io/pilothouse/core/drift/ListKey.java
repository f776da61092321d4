package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What tells the items of a keyed list apart, such as `{"containerPort":80,"protocol":"TCP"}`.
///
/// @param fields key fields and their values, in the order of the API server
record ListKey(Map<String, Json> fields) {
    /// What the API server fills in where an item leaves a key field out: the only such default among Kubernetes'
    /// own kinds.
    private static final Map<String, Json> DEFAULTS = Map.of("protocol", new Json.Text("TCP"));

    ListKey {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /// Of the keys of a list, finds the one of a declared item. A key field that the item leaves out has its
    /// default; where that is unknown, because the kind is a custom one, it has the only value that fits.
    static Optional<ListKey> declaredBy(Json item, Collection<ListKey> keys) {
        List<ListKey> fitting = new ArrayList<>();
        for (ListKey key : keys) {
            if (item instanceof Json.Obj obj && key.isKeyOf(key.filled(obj))) {
                return Optional.of(key);
            }
            if (item instanceof Json.Obj obj && key.mayBeOf(obj)) {
                fitting.add(key);
            }
        }
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    /// @return the key that an item of the same list has, as far as it says so itself; empty if it says nothing
    Optional<ListKey> likewise(Json item) {
        Map<String, Json> values = new LinkedHashMap<>();
        if (item instanceof Json.Obj obj) {
            fields.keySet().forEach(name -> filled(obj).get(name).ifPresent(value -> values.put(name, value)));
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(new ListKey(values));
    }

    /// @return true if a live item is the one of this key
    boolean isKeyOf(Json item) {
        return item instanceof Json.Obj obj
                && fields.entrySet().stream()
                        .allMatch(field -> obj.get(field.getKey())
                                .map(field.getValue()::equals)
                                .orElse(false));
    }

    private boolean mayBeOf(Json.Obj item) {
        Json.Obj filled = filled(item);
        return fields.entrySet().stream()
                        .allMatch(field -> filled.get(field.getKey())
                                .map(field.getValue()::equals)
                                .orElse(true))
                && fields.keySet().stream().anyMatch(name -> item.fields().containsKey(name));
    }

    private Json.Obj filled(Json.Obj item) {
        Json.Obj filled = item;
        for (Map.Entry<String, Json> one : DEFAULTS.entrySet()) {
            boolean isLeftOut =
                    fields.containsKey(one.getKey()) && !item.fields().containsKey(one.getKey());
            filled = isLeftOut ? filled.with(one.getKey(), one.getValue()) : filled;
        }
        return filled;
    }

    /// @return for people, and for the paths of ignore rules: `[name=web]`
    String display() {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + plain(field.getValue()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String plain(Json value) {
        boolean isPlain = value instanceof Json.Text(String text)
                && !text.isEmpty()
                && text.chars().noneMatch(c -> c == ',' || c == ']' || c == '"');
        return isPlain ? ((Json.Text) value).value() : value.canonical();
    }
}
