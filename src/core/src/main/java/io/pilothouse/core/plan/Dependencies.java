package io.pilothouse.core.plan;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What cannot work without something else: the only objects that are held back when one was not applied. The rest of
/// an
/// application goes on.
public final class Dependencies {
    private Dependencies() {}

    /// @param failed manifests that were not applied
    /// @return the first of them that the object needs
    public static Optional<ResourceKey> blocker(Manifest manifest, Collection<Manifest> failed) {
        return failed.isEmpty()
                ? Optional.empty()
                : failed.stream()
                        .filter(other -> needs(manifest, other))
                        .map(Manifest::key)
                        .findFirst();
    }

    private static boolean needs(Manifest manifest, Manifest other) {
        ResourceKey key = other.key();
        if (key.kind().equals("Namespace") && key.group().isEmpty()) {
            return manifest.key().namespace().equals(key.name());
        }
        if (key.kind().equals("CustomResourceDefinition")) {
            return other.content()
                            .text("spec", "group")
                            .orElse("")
                            .equals(manifest.key().group())
                    && other.content()
                            .text("spec", "names", "kind")
                            .orElse("")
                            .equals(manifest.key().kind());
        }
        return key.namespace().equals(manifest.key().namespace())
                && key.group().isEmpty()
                && podSpec(manifest).map(spec -> mentions(spec, key)).orElse(false);
    }

    private static Optional<Json.Obj> podSpec(Manifest manifest) {
        Json.Obj content = manifest.content();
        return switch (manifest.key().kind()) {
            case "Pod" -> Optional.of(content.object("spec"));
            case "CronJob" -> Optional.of(content.object("spec", "jobTemplate", "spec", "template", "spec"));
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job" ->
                Optional.of(content.object("spec", "template", "spec"));
            default -> Optional.empty();
        };
    }

    private static boolean mentions(Json.Obj spec, ResourceKey key) {
        return switch (key.kind()) {
            case "ServiceAccount" -> spec.text("serviceAccountName").orElse("").equals(key.name());
            case "ConfigMap" ->
                named(
                        spec,
                        key.name(),
                        List.of("configMap", "name"),
                        List.of("configMapRef", "name"),
                        List.of("configMapKeyRef", "name"));
            case "Secret" ->
                named(
                        spec,
                        key.name(),
                        List.of("secret", "secretName"),
                        List.of("secretRef", "name"),
                        List.of("secretKeyRef", "name"));
            case "PersistentVolumeClaim" -> named(spec, key.name(), List.of("persistentVolumeClaim", "claimName"));
            default -> false;
        };
    }

    @SafeVarargs
    private static boolean named(Json.Obj spec, String name, List<String>... paths) {
        for (Json.Obj object : objects(spec)) {
            for (List<String> path : paths) {
                if (object.text(path.toArray(String[]::new)).orElse("").equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Volumes, and where containers take their environment from.
    private static List<Json.Obj> objects(Json.Obj spec) {
        List<Json.Obj> found = new ArrayList<>();
        add(found, spec.items("volumes"));
        for (String containers : List.of("containers", "initContainers")) {
            for (Json container : spec.items(containers)) {
                if (container instanceof Json.Obj obj) {
                    add(found, obj.items("envFrom"));
                    for (Json variable : obj.items("env")) {
                        if (variable instanceof Json.Obj env) {
                            found.add(env.object("valueFrom"));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static void add(List<Json.Obj> found, List<Json> items) {
        items.forEach(item -> {
            if (item instanceof Json.Obj obj) {
                found.add(obj);
            }
        });
    }
}
