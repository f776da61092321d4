package io.pilothouse.repository.kustomize.resource;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The order of output that Kustomize calls legacy, and its default: some kinds first, some last, the others between;
/// within a kind by id. Texts are compared by their bytes.
public final class KindOrder {
    private static final List<String> FIRST = List.of(
            "Namespace",
            "ResourceQuota",
            "StorageClass",
            "CustomResourceDefinition",
            "ServiceAccount",
            "PodSecurityPolicy",
            "Role",
            "ClusterRole",
            "RoleBinding",
            "ClusterRoleBinding",
            "ConfigMap",
            "Secret",
            "Endpoints",
            "Service",
            "LimitRange",
            "PriorityClass",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "Deployment",
            "StatefulSet",
            "CronJob",
            "PodDisruptionBudget");
    private static final List<String> LAST = List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

    /// The order where a kustomization asks for no other.
    public static final KindOrder LEGACY = new KindOrder(FIRST, LAST);

    private final Map<String, Integer> places = new HashMap<>();

    public KindOrder(List<String> first, List<String> last) {
        for (int i = 0; i < first.size(); i++) {
            places.put(first.get(i), i - first.size());
        }
        for (int i = 0; i < last.size(); i++) {
            places.put(last.get(i), i + 1);
        }
    }

    /// @return the order of kinds, whatever the names
    public Comparator<ResourceId> kinds() {
        return Comparator.<ResourceId>comparingInt(id -> places.getOrDefault(id.kind(), 0))
                .thenComparing(KindOrder::typeText, KindOrder::compareBytes);
    }

    /// @return the objects in this order
    public List<Resource> sorted(List<Resource> resources) {
        record Keyed(Resource resource, String type, String name) {}
        Comparator<Keyed> byId = Comparator.<Keyed>comparingInt(
                        keyed -> places.getOrDefault(keyed.resource().id().kind(), 0))
                .thenComparing(Keyed::type, KindOrder::compareBytes)
                .thenComparing(Keyed::name, KindOrder::compareBytes);
        return resources.stream()
                .map(one -> new Keyed(one, typeText(one.id()), nameText(one.id())))
                .sorted(byId)
                .map(Keyed::resource)
                .toList();
    }

    private static String typeText(ResourceId id) {
        return or(id.group(), "~G") + "_" + or(id.version(), "~V") + "_" + or(id.kind(), "~K");
    }

    private static String nameText(ResourceId id) {
        return or(id.namespace(), "~X") + "|" + or(id.name(), "~N");
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    /// Compares as UTF-8 does, which `String` does not beyond U+FFFF.
    private static int compareBytes(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) != Character.isSurrogate(b)
                        ? (Character.isSurrogate(a) ? 1 : -1)
                        : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
