package io.pilothouse.core.slice;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which of Kubernetes' own kinds live in a namespace and which in the whole cluster. The API server knows it for every
/// kind, but a folder's permission must be decided without asking one; kinds that are not in here are left to it.
public final class BuiltInKinds {

    /// Where objects of a kind live.
    public enum Scope {
        NAMESPACED,
        CLUSTER
    }

    private static final Map<String, Set<String>> CLUSTER_SCOPED = Map.ofEntries(
            Map.entry("", Set.of("ComponentStatus", "Namespace", "Node", "PersistentVolume")),
            Map.entry(
                    "admissionregistration.k8s.io",
                    Set.of(
                            "MutatingAdmissionPolicy",
                            "MutatingAdmissionPolicyBinding",
                            "MutatingWebhookConfiguration",
                            "ValidatingAdmissionPolicy",
                            "ValidatingAdmissionPolicyBinding",
                            "ValidatingWebhookConfiguration")),
            Map.entry("apiextensions.k8s.io", Set.of("CustomResourceDefinition")),
            Map.entry("apiregistration.k8s.io", Set.of("APIService")),
            Map.entry("authentication.k8s.io", Set.of("SelfSubjectReview", "TokenReview")),
            Map.entry(
                    "authorization.k8s.io",
                    Set.of("SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview")),
            Map.entry("certificates.k8s.io", Set.of("CertificateSigningRequest", "ClusterTrustBundle")),
            Map.entry("flowcontrol.apiserver.k8s.io", Set.of("FlowSchema", "PriorityLevelConfiguration")),
            Map.entry("internal.apiserver.k8s.io", Set.of("StorageVersion")),
            Map.entry("networking.k8s.io", Set.of("IPAddress", "IngressClass", "ServiceCIDR")),
            Map.entry("node.k8s.io", Set.of("RuntimeClass")),
            Map.entry("policy", Set.of("PodSecurityPolicy")),
            Map.entry("rbac.authorization.k8s.io", Set.of("ClusterRole", "ClusterRoleBinding")),
            Map.entry("resource.k8s.io", Set.of("DeviceClass", "DeviceTaintRule", "ResourceSlice")),
            Map.entry("scheduling.k8s.io", Set.of("PriorityClass")),
            Map.entry(
                    "storage.k8s.io",
                    Set.of("CSIDriver", "CSINode", "StorageClass", "VolumeAttachment", "VolumeAttributesClass")),
            Map.entry("storagemigration.k8s.io", Set.of("StorageVersionMigration")),
            Map.entry("gateway.networking.k8s.io", Set.of("GatewayClass")));

    private static final Map<String, Set<String>> NAMESPACED = Map.ofEntries(
            Map.entry(
                    "",
                    Set.of(
                            "Binding",
                            "ConfigMap",
                            "Endpoints",
                            "Event",
                            "LimitRange",
                            "PersistentVolumeClaim",
                            "Pod",
                            "PodTemplate",
                            "ReplicationController",
                            "ResourceQuota",
                            "Secret",
                            "Service",
                            "ServiceAccount")),
            Map.entry("apps", Set.of("ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet")),
            Map.entry("autoscaling", Set.of("HorizontalPodAutoscaler")),
            Map.entry("batch", Set.of("CronJob", "Job")),
            Map.entry("coordination.k8s.io", Set.of("Lease", "LeaseCandidate")),
            Map.entry("discovery.k8s.io", Set.of("EndpointSlice")),
            Map.entry("events.k8s.io", Set.of("Event")),
            Map.entry("authorization.k8s.io", Set.of("LocalSubjectAccessReview")),
            Map.entry("extensions", Set.of("Ingress")),
            Map.entry("networking.k8s.io", Set.of("Ingress", "NetworkPolicy")),
            Map.entry("policy", Set.of("PodDisruptionBudget")),
            Map.entry("rbac.authorization.k8s.io", Set.of("Role", "RoleBinding")),
            Map.entry("resource.k8s.io", Set.of("ResourceClaim", "ResourceClaimTemplate")),
            Map.entry("storage.k8s.io", Set.of("CSIStorageCapacity")));

    private BuiltInKinds() {}

    /// @return the scope of a kind of Kubernetes' own, empty for all others
    public static Optional<Scope> scope(String group, String kind) {
        if (CLUSTER_SCOPED.getOrDefault(group, Set.of()).contains(kind)) {
            return Optional.of(Scope.CLUSTER);
        }
        return NAMESPACED.getOrDefault(group, Set.of()).contains(kind)
                ? Optional.of(Scope.NAMESPACED)
                : Optional.empty();
    }
}
