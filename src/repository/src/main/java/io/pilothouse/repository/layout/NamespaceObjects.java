package io.pilothouse.repository.layout;

import io.pilothouse.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The objects that a namespace's policy stands for.
final class NamespaceObjects {
    private static final String NAME = "namespace-policy";

    private NamespaceObjects() {}

    /// @param hard as in a ResourceQuota's `spec.hard`
    static Json.Obj quota(Json.Obj hard) {
        return object("v1", "ResourceQuota", of(Map.of("hard", hard)));
    }

    /// @param limits `default`, `defaultRequest`, `min`, `max` of a container, as in a LimitRange
    static Json.Obj limitRange(Json.Obj limits) {
        Json.Obj item = of(Map.of("type", new Json.Text("Container")));
        for (var field : limits.fields().entrySet()) {
            item = item.with(field.getKey(), field.getValue());
        }
        return object("v1", "LimitRange", of(Map.of("limits", new Json.Arr(List.of(item)))));
    }

    /// @param word `deny-ingress`: nobody reaches a pod; `same-namespace`: only pods of this namespace do;
    ///     `deny-all`: and no pod reaches anybody. Whatever else is wanted, further policies allow.
    static Json.Obj networkPolicy(String word) {
        Json.Obj everyPod = Json.Obj.EMPTY;
        Json.Obj spec = of(Map.of("podSelector", everyPod))
                .with(
                        "policyTypes",
                        Json.ofTexts(word.equals("deny-all") ? List.of("Ingress", "Egress") : List.of("Ingress")));
        if (word.equals("same-namespace")) {
            Json.Obj peer = of(Map.of("podSelector", everyPod));
            spec = spec.with("ingress", new Json.Arr(List.of(of(Map.of("from", new Json.Arr(List.of(peer)))))));
        }
        return object("networking.k8s.io/v1", "NetworkPolicy", spec);
    }

    private static Json.Obj object(String apiVersion, String kind, Json.Obj spec) {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        fields.put("apiVersion", new Json.Text(apiVersion));
        fields.put("kind", new Json.Text(kind));
        fields.put("metadata", of(Map.of("name", new Json.Text(NAME))));
        fields.put("spec", spec);
        return new Json.Obj(fields);
    }

    private static Json.Obj of(Map<String, Json> fields) {
        return new Json.Obj(new LinkedHashMap<>(fields));
    }
}
