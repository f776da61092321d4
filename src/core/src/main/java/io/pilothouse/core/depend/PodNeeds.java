package io.pilothouse.core.depend;

import static io.pilothouse.core.depend.Needs.objects;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the pods of a workload cannot start without. A workload is known by its shape, so that custom ones, such as an
/// Argo Rollout, count as well.
final class PodNeeds {
    /// Fields beside one another in a volume, an environment variable or a projected source, with where each has
    /// the name.
    private static final List<Reference> REFERENCES = List.of(
            new Reference("configMap", "name", "ConfigMap"),
            new Reference("configMapRef", "name", "ConfigMap"),
            new Reference("configMapKeyRef", "name", "ConfigMap"),
            new Reference("secret", "secretName", "Secret"),
            new Reference("secret", "name", "Secret"),
            new Reference("secretRef", "name", "Secret"),
            new Reference("secretKeyRef", "name", "Secret"),
            new Reference("persistentVolumeClaim", "claimName", "PersistentVolumeClaim"));

    private final Set<Need> found = new HashSet<>();

    private PodNeeds() {}

    private record Reference(String field, String name, String kind) {}

    /// @param isOfCluster it is in no namespace
    record Need(String group, String kind, String name, boolean isOfCluster) {
        ResourceKey in(String namespace) {
            return new ResourceKey(group, kind, isOfCluster ? "" : namespace, name);
        }
    }

    static Set<Need> of(Json.Obj content) {
        Json.Obj spec = podSpec(content);
        PodNeeds needs = new PodNeeds();
        if (!spec.items("containers").isEmpty()) {
            needs.find(spec);
        }
        return needs.found;
    }

    private static Json.Obj podSpec(Json.Obj content) {
        Json.Obj spec = content.object("spec");
        Json.Obj scheduled = spec.object("jobTemplate", "spec", "template", "spec");
        if (!scheduled.fields().isEmpty()) {
            return scheduled;
        }
        Json.Obj template = spec.object("template", "spec");
        return template.fields().isEmpty() ? spec : template;
    }

    private void find(Json.Obj spec) {
        spec.text("serviceAccountName")
                .or(() -> spec.text("serviceAccount"))
                .ifPresent(name -> found.add(new Need("", "ServiceAccount", name, false)));
        spec.text("priorityClassName")
                .ifPresent(name -> found.add(new Need("scheduling.k8s.io", "PriorityClass", name, true)));
        spec.text("runtimeClassName").ifPresent(name -> found.add(new Need("node.k8s.io", "RuntimeClass", name, true)));
        objects(spec, "imagePullSecrets")
                .forEach(secret ->
                        secret.text("name").ifPresent(name -> found.add(new Need("", "Secret", name, false))));
        for (Json.Obj volume : objects(spec, "volumes")) {
            references(volume);
            objects(volume.object("projected"), "sources").forEach(this::references);
        }
        for (String containers : List.of("containers", "initContainers")) {
            for (Json.Obj container : objects(spec, containers)) {
                objects(container, "envFrom").forEach(this::references);
                objects(container, "env").forEach(variable -> references(variable.object("valueFrom")));
            }
        }
    }

    private void references(Json.Obj holder) {
        for (Reference reference : REFERENCES) {
            Json.Obj target = holder.object(reference.field());
            boolean isOptional =
                    target.get("optional").filter(new Json.Bool(true)::equals).isPresent();
            if (!isOptional) {
                target.text(reference.name()).ifPresent(name -> found.add(new Need("", reference.kind(), name, false)));
            }
        }
    }
}
