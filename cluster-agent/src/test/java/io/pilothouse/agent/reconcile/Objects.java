package io.pilothouse.agent.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Manifests for tests.
final class Objects {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Objects() {}

    static Json.Obj json(String text) {
        try {
            return (Json.Obj) convert(MAPPER.readTree(text));
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Manifest manifest(String text) {
        Json.Obj content = json(text);
        String apiVersion = content.text("apiVersion").orElseThrow();
        ResourceKey key = new ResourceKey(
                ResourceKey.groupOf(apiVersion),
                content.text("kind").orElseThrow(),
                content.text("metadata", "namespace").orElse(""),
                content.text("metadata", "name").orElseThrow());
        return new Manifest(key, apiVersion, content, new Origin("app/test/" + key.name() + ".yaml", 1, 1));
    }

    static Manifest configMap(String namespace, String name, String value) {
        return manifest("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"%s","name":"%s"},"data":{"key":"%s"}}
            """.formatted(namespace, name, value));
    }

    static Manifest annotated(Manifest manifest, String annotation, String value) {
        Json.Obj metadata = manifest.content().object("metadata");
        Json.Obj annotations = metadata.object("annotations").with(annotation, new Json.Text(value));
        return new Manifest(
                manifest.key(),
                manifest.apiVersion(),
                manifest.content().with("metadata", metadata.with("annotations", annotations)),
                manifest.origin());
    }

    static Manifest namespace(String name) {
        return manifest("""
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s"}}
            """.formatted(name));
    }

    static Manifest secret(String namespace, String name, String password) {
        return manifest("""
            {"apiVersion":"v1","kind":"Secret","metadata":{"namespace":"%s","name":"%s"},
             "stringData":{"password":"%s"}}
            """.formatted(namespace, name, password));
    }

    static Manifest deployment(String namespace, String name, int replicas, String image) {
        return manifest("""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"namespace":"%1$s","name":"%2$s"},
             "spec":{"replicas":%3$d,"selector":{"matchLabels":{"app":"%2$s"}},
              "template":{"metadata":{"labels":{"app":"%2$s"}},
               "spec":{"containers":[{"name":"web","image":"%4$s","args":["--port","8080"],
                 "env":[{"name":"MODE","value":"prod"}],
                 "resources":{"requests":{"cpu":"1000m","memory":"1024Mi"}},
                 "ports":[{"containerPort":8080}]}]}}}}
            """.formatted(namespace, name, replicas, image));
    }

    static Manifest service(String namespace, String name) {
        return manifest("""
            {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"%1$s","name":"%2$s"},
             "spec":{"selector":{"app":"%2$s"},"ports":[{"port":80,"targetPort":8080}]}}
            """.formatted(namespace, name));
    }

    static Manifest serviceAccount(String namespace, String name) {
        return manifest("""
            {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"namespace":"%s","name":"%s"}}
            """.formatted(namespace, name));
    }

    private static Json convert(JsonNode node) {
        if (node.isObject()) {
            var fields = new LinkedHashMap<String, Json>();
            node.properties().forEach(field -> fields.put(field.getKey(), convert(field.getValue())));
            return new Json.Obj(fields);
        }
        if (node.isArray()) {
            List<Json> items = new ArrayList<>();
            node.forEach(item -> items.add(convert(item)));
            return new Json.Arr(items);
        }
        if (node.isTextual()) {
            return new Json.Text(node.textValue());
        }
        if (node.isNumber()) {
            return new Json.Num(node.decimalValue());
        }
        return node.isBoolean() ? new Json.Bool(node.booleanValue()) : Json.Null.NULL;
    }
}
