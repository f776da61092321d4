package io.pilothouse.core.explain;

import io.pilothouse.core.drift.Comparison;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// A live object as it may leave the cluster. Of a Secret only what it is called and what Kubernetes manages is shown;
/// everything else, wherever somebody put it, becomes fingerprints. Field managers are left out of every object: they
/// are most of its text, and drift names them where they matter.
public final class ShownObject {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private static final Set<String> PLAIN = Set.of("apiVersion", "kind", "type", "immutable");

    private static final Set<String> PLAIN_METADATA = Set.of(
            "name",
            "namespace",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "labels",
            "ownerReferences",
            "finalizers");

    private ShownObject() {}

    /// @return the object as it may be shown
    public static Json.Obj of(ResourceKey key, Json.Obj live, Fingerprints fingerprints) {
        Json.Obj object = live.with("metadata", live.object("metadata").without("managedFields"));
        if (!Comparison.isSecret(key)) {
            return object;
        }
        SequencedMap<String, Json> shown = new LinkedHashMap<>();
        object.fields().forEach((name, value) -> {
            if (name.equals("metadata")) {
                shown.put(name, metadata(object.object("metadata"), fingerprints));
            } else {
                shown.put(name, PLAIN.contains(name) ? value : hidden(value, fingerprints));
            }
        });
        return new Json.Obj(shown);
    }

    private static Json.Obj metadata(Json.Obj metadata, Fingerprints fingerprints) {
        SequencedMap<String, Json> shown = new LinkedHashMap<>();
        metadata.fields()
                .forEach((name, value) -> shown.put(
                        name, PLAIN_METADATA.contains(name) ? value : hidden(withoutCopy(value), fingerprints)));
        return new Json.Obj(shown);
    }

    private static Json withoutCopy(Json annotations) {
        return annotations instanceof Json.Obj obj ? obj.without(LAST_APPLIED) : annotations;
    }

    /// Keeps the names one level down, because which keys a Secret has is what people look for.
    private static Json hidden(Json value, Fingerprints fingerprints) {
        if (!(value instanceof Json.Obj obj)) {
            return new Json.Text(fingerprints.of(value));
        }
        SequencedMap<String, Json> shown = new LinkedHashMap<>();
        for (Map.Entry<String, Json> field : obj.fields().entrySet()) {
            shown.put(field.getKey(), new Json.Text(fingerprints.of(field.getValue())));
        }
        return new Json.Obj(shown);
    }

    /// @return true for the annotation in which `kubectl apply` keeps a copy of the whole object
    static boolean isCopyOfObject(String path) {
        return path.equals("/metadata/annotations/" + LAST_APPLIED.replace("/", "~1"));
    }
}
