package io.pilothouse.repository.rule;

import dev.cel.common.values.NullValue;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An object as an expression sees it. Of a Secret it sees everything but the secret: what a rule says is reported.
final class Values {
    private Values() {}

    /// @return a value for every variable of the [Language]
    static Map<String, Object> of(ResourceKey key, Json.Obj live) {
        Json.Obj shown = live.with("metadata", metadata(live));
        if (key.kind().equals("Secret") && key.group().isEmpty()) {
            shown = shown.without("data").without("stringData");
        }
        Map<String, Object> object = fields(shown);
        Map<String, Object> variables = new HashMap<>();
        for (String variable : Language.VARIABLES) {
            variables.put(variable, variable.equals("object") ? object : part(object, variable));
        }
        return variables;
    }

    /// Who wrote which field is large and of no use, and what was applied before repeats the whole object.
    private static Json.Obj metadata(Json.Obj live) {
        Json.Obj metadata = live.object("metadata").without("managedFields");
        return metadata.get("annotations").isEmpty()
                ? metadata
                : metadata.with(
                        "annotations",
                        metadata.object("annotations").without("kubectl.kubernetes.io/last-applied-configuration"));
    }

    private static Object part(Map<String, Object> object, String name) {
        return object.get(name) instanceof Map<?, ?> part ? part : Map.of();
    }

    private static Map<String, Object> fields(Json.Obj object) {
        Map<String, Object> fields = new HashMap<>();
        object.fields().forEach((name, value) -> fields.put(name, value(value)));
        return fields;
    }

    private static Object value(Json value) {
        return switch (value) {
            case Json.Obj object -> fields(object);
            case Json.Arr array -> items(array.items());
            case Json.Text text -> text.value();
            case Json.Num number -> number(number);
            case Json.Bool bool -> bool.value();
            case Json.Null _ -> NullValue.NULL_VALUE;
        };
    }

    private static List<Object> items(List<Json> items) {
        List<Object> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(value(item)));
        return values;
    }

    private static Object number(Json.Num number) {
        try {
            return number.value().longValueExact();
        } catch (ArithmeticException e) {
            return number.value().doubleValue();
        }
    }
}
