package io.pilothouse.core.depend;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which objects one object cannot work without, as far as its manifest tells. What it merely works with, such as the
/// pods that a Service selects, and references that are marked optional, do not count.
public final class Needs {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String STORAGE = "storage.k8s.io";
    private static final String NETWORKING = "networking.k8s.io";
    private static final String ADMISSION = "admissionregistration.k8s.io";

    private final Manifest manifest;
    private final Json.Obj spec;
    private final Set<ResourceKey> found = new HashSet<>();

    private Needs(Manifest manifest) {
        this.manifest = manifest;
        this.spec = manifest.content().object("spec");
    }

    /// @return their keys; the definition of a custom resource is not among them, since its name cannot be told
    ///     from here
    public static Set<ResourceKey> of(Manifest manifest) {
        Needs needs = new Needs(manifest);
        needs.find();
        needs.found.remove(manifest.key());
        return Set.copyOf(needs.found);
    }

    private void find() {
        ResourceKey key = manifest.key();
        if (key.isNamespaced()) {
            cluster("", "Namespace", key.namespace());
        }
        PodNeeds.of(manifest.content()).forEach(need -> found.add(need.in(key.namespace())));
        switch (key.kind()) {
            case "StatefulSet" -> {
                local("", "Service", spec, "serviceName");
                for (Json.Obj claim : objects(spec, "volumeClaimTemplates")) {
                    storage(claim.object("spec"));
                }
            }
            case "PersistentVolumeClaim" -> {
                storage(spec);
                spec.text("volumeName").ifPresent(name -> cluster("", "PersistentVolume", name));
            }
            case "Ingress" -> ingress();
            case "HorizontalPodAutoscaler" -> scaled();
            case "RoleBinding", "ClusterRoleBinding" -> binding();
            case "APIService" -> service(spec.object("service"));
            case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" -> {
                for (Json.Obj webhook : objects(manifest.content(), "webhooks")) {
                    service(webhook.object("clientConfig", "service"));
                }
            }
            case "ValidatingAdmissionPolicyBinding" ->
                spec.text("policyName").ifPresent(name -> cluster(ADMISSION, "ValidatingAdmissionPolicy", name));
            default -> {}
        }
    }

    private void storage(Json.Obj claim) {
        claim.text("storageClassName").ifPresent(name -> cluster(STORAGE, "StorageClass", name));
    }

    private void ingress() {
        spec.text("ingressClassName").ifPresent(name -> cluster(NETWORKING, "IngressClass", name));
        objects(spec, "tls").forEach(tls -> local("", "Secret", tls, "secretName"));
        backend(spec.object("defaultBackend"));
        for (Json.Obj rule : objects(spec, "rules")) {
            objects(rule.object("http"), "paths").forEach(path -> backend(path.object("backend")));
        }
    }

    private void backend(Json.Obj backend) {
        local("", "Service", backend.object("service"), "name");
    }

    private void scaled() {
        Json.Obj target = spec.object("scaleTargetRef");
        String group = ResourceKey.groupOf(target.text("apiVersion").orElse(""));
        target.text("kind").ifPresent(kind -> local(group, kind, target, "name"));
    }

    private void binding() {
        Json.Obj role = manifest.content().object("roleRef");
        role.text("name").ifPresent(name -> {
            if (role.text("kind").orElse("").equals("Role")) {
                found.add(new ResourceKey(RBAC, "Role", manifest.key().namespace(), name));
            } else {
                cluster(RBAC, "ClusterRole", name);
            }
        });
        for (Json.Obj subject : objects(manifest.content(), "subjects")) {
            if (subject.text("kind").orElse("").equals("ServiceAccount")) {
                String namespace =
                        subject.text("namespace").orElse(manifest.key().namespace());
                subject.text("name")
                        .ifPresent(name -> found.add(new ResourceKey("", "ServiceAccount", namespace, name)));
            }
        }
    }

    private void service(Json.Obj reference) {
        reference
                .text("name")
                .ifPresent(name -> found.add(new ResourceKey(
                        "", "Service", reference.text("namespace").orElse("default"), name)));
    }

    private void local(String group, String kind, Json.Obj holder, String field) {
        holder.text(field)
                .filter(name -> !name.isEmpty())
                .ifPresent(name ->
                        found.add(new ResourceKey(group, kind, manifest.key().namespace(), name)));
    }

    private void cluster(String group, String kind, String name) {
        found.add(new ResourceKey(group, kind, "", name));
    }

    static List<Json.Obj> objects(Json.Obj holder, String field) {
        return holder.items(field).stream()
                .flatMap(item ->
                        item instanceof Json.Obj object ? List.of(object).stream() : List.<Json.Obj>of().stream())
                .toList();
    }
}
