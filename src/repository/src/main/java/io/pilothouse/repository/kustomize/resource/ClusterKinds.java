package io.pilothouse.repository.kustomize.resource;

import java.util.HashSet;
import java.util.Set;

/// The kinds that the reference knows to live in no namespace: those of Kubernetes 1.21, by version. A kind or version
/// that came later counts as namespaced there, and so here, because the output must be the same.
final class ClusterKinds {
    private static final Set<String> KINDS = new HashSet<>();

    static {
        both("admissionregistration.k8s.io", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");
        both("apiextensions.k8s.io", "CustomResourceDefinition");
        both("apiregistration.k8s.io", "APIService");
        both("certificates.k8s.io", "CertificateSigningRequest");
        both("networking.k8s.io", "IngressClass");
        both("node.k8s.io", "RuntimeClass");
        both("rbac.authorization.k8s.io", "ClusterRole", "ClusterRoleBinding");
        both("scheduling.k8s.io", "PriorityClass");
        both("storage.k8s.io", "CSIDriver", "CSINode", "StorageClass", "VolumeAttachment");
        add("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema", "PriorityLevelConfiguration");
        add("policy/v1beta1", "PodSecurityPolicy");
        add("v1", "ComponentStatus", "Namespace", "Node", "NodeProxyOptions", "PersistentVolume");
    }

    private ClusterKinds() {}

    static boolean contains(String apiVersion, String kind) {
        return KINDS.contains(apiVersion + "/" + kind);
    }

    private static void both(String group, String... kinds) {
        add(group + "/v1", kinds);
        add(group + "/v1beta1", kinds);
    }

    private static void add(String apiVersion, String... kinds) {
        for (String kind : kinds) {
            KINDS.add(apiVersion + "/" + kind);
        }
    }
}
