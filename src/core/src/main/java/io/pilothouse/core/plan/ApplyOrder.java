package io.pilothouse.core.plan;

import io.pilothouse.core.annotation.Wishes;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The order in which objects are applied: wave, then kind, then namespace and name. What others need comes first;
/// admission webhooks come last, so that they cannot stand in the way of what serves them.
public final class ApplyOrder {
    private static final List<List<String>> RANKS = List.of(
            List.of("CustomResourceDefinition"),
            List.of("Namespace"),
            List.of("PriorityClass", "StorageClass", "IngressClass", "RuntimeClass", "GatewayClass"),
            List.of("ClusterRole", "ClusterRoleBinding"),
            List.of("NetworkPolicy"),
            List.of("ResourceQuota"),
            List.of("LimitRange"),
            List.of("PodDisruptionBudget"),
            List.of("ServiceAccount"),
            List.of("Secret"),
            List.of("ConfigMap"),
            List.of("PersistentVolume"),
            List.of("PersistentVolumeClaim"),
            List.of("Role", "RoleBinding"),
            List.of("Service"),
            List.of("DaemonSet"),
            List.of("Deployment"),
            List.of("StatefulSet"),
            List.of("HorizontalPodAutoscaler"),
            List.of("Job"),
            List.of("CronJob"),
            List.of("Ingress"),
            List.of("APIService"));

    private static final int OTHERS = RANKS.size();
    private static final int WEBHOOKS = OTHERS + 1;
    private static final Map<String, Integer> RANK_OF = ranks();

    /// Orders keys by kind, namespace and name, within one wave.
    public static final Comparator<ResourceKey> BY_KIND =
            Comparator.<ResourceKey>comparingInt(ApplyOrder::rank).thenComparing(Comparator.naturalOrder());

    /// Orders objects as they are applied.
    public static final Comparator<Desired> ORDER =
            Comparator.<Desired>comparingInt(one -> one.wishes().wave()).thenComparing(Desired::key, BY_KIND);

    /// Orders manifests in the same way.
    public static final Comparator<Manifest> OF_MANIFESTS = Comparator.<Manifest>comparingInt(
                    manifest -> Wishes.of(manifest).wave())
            .thenComparing(Manifest::key, BY_KIND);

    private ApplyOrder() {}

    /// @return the place of the object's kind within a wave, from 0; objects of one place may be applied at once
    public static int rank(ResourceKey key) {
        if (key.kind().endsWith("WebhookConfiguration") && key.group().equals("admissionregistration.k8s.io")) {
            return WEBHOOKS;
        }
        return isOfKubernetes(key.group()) ? RANK_OF.getOrDefault(key.kind(), OTHERS) : OTHERS;
    }

    /// A custom resource may be called `Service` and still be none.
    private static boolean isOfKubernetes(String group) {
        return !group.contains(".") || group.endsWith(".k8s.io");
    }

    private static Map<String, Integer> ranks() {
        Map<String, Integer> ranks = new HashMap<>();
        for (int rank = 0; rank < RANKS.size(); rank++) {
            for (String kind : RANKS.get(rank)) {
                ranks.put(kind, rank);
            }
        }
        return Map.copyOf(ranks);
    }
}
