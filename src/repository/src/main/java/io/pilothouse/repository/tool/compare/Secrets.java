package io.pilothouse.repository.tool.compare;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Keeps the values of Secrets out of what is shown: everything but what names the object. Annotations are hidden too,
/// because `kubectl apply` keeps a copy of the whole object in one.
public final class Secrets {
    private static final Json.Text HIDDEN = new Json.Text("(hidden)");
    private static final Set<String> SHOWN = Set.of("apiVersion", "kind", "type", "immutable");
    private static final Set<String> SHOWN_METADATA = Set.of("name", "namespace", "labels");

    private Secrets() {}

    /// @return true if values of such an object are not to be shown
    public static boolean isSecret(ResourceKey key) {
        return key.kind().equals("Secret") && key.group().isEmpty();
    }

    /// @return the object with nothing in it that must stay secret
    public static Json.Obj shown(Manifest manifest) {
        if (!isSecret(manifest.key())) {
            return manifest.content();
        }
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        manifest.content().fields().forEach((name, value) -> {
            if (SHOWN.contains(name)) {
                fields.put(name, value);
            } else if (name.equals("metadata") && value instanceof Json.Obj metadata) {
                fields.put(name, hidden(metadata, SHOWN_METADATA));
            } else {
                fields.put(name, hidden(value));
            }
        });
        return new Json.Obj(fields);
    }

    private static Json hidden(Json value) {
        return value instanceof Json.Obj obj ? hidden(obj, Set.of()) : HIDDEN;
    }

    private static Json.Obj hidden(Json.Obj obj, Set<String> shown) {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Json> field : obj.fields().entrySet()) {
            fields.put(field.getKey(), shown.contains(field.getKey()) ? field.getValue() : hidden(field.getValue()));
        }
        return new Json.Obj(fields);
    }
}
