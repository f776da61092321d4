package io.pilothouse.repository.kustomize.patch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The merge keys of Kubernetes' own kinds, as its API description of version 1.21 declares them: that one is built
/// into Kustomize 5, so what came later (`autoscaling/v2`) has none, there and here.
///
/// A type is a line of fields: `name=key,key>Type` is a list that is merged by these keys and holds that type, `name=`
/// a list of plain values that is merged, `name>Type` an object. Types without any merged list below them are left out.
public final class BuiltInSchemas implements KindSchemas {
    public static final BuiltInSchemas INSTANCE = new BuiltInSchemas();

    private static final String TYPES = """
        ObjectMeta finalizers= ownerReferences=uid
        Plain metadata>ObjectMeta
        Status conditions=type
        WithStatus metadata>ObjectMeta status>Status
        Container env=name ports=containerPort,protocol volumeDevices=devicePath volumeMounts=mountPath
        EphemeralContainer env=name volumeDevices=devicePath volumeMounts=mountPath
        EphemeralVolume volumeClaimTemplate>Plain
        Volume ephemeral>EphemeralVolume
        PodSpec containers=name>Container ephemeralContainers=name>EphemeralContainer \
        initContainers=name>Container hostAliases=ip imagePullSecrets=name volumes=name>Volume \
        topologySpreadConstraints=topologyKey,whenUnsatisfiable
        PodStatus conditions=type podIPs=ip
        Pod metadata>ObjectMeta spec>PodSpec status>PodStatus
        Template metadata>ObjectMeta spec>PodSpec
        PodTemplate metadata>ObjectMeta template>Template
        WorkloadSpec template>Template
        Workload metadata>ObjectMeta spec>WorkloadSpec status>Status
        JobTemplate metadata>ObjectMeta spec>WorkloadSpec
        CronJobSpec jobTemplate>JobTemplate
        CronJob metadata>ObjectMeta spec>CronJobSpec
        ServiceSpec ports=port,protocol
        Service metadata>ObjectMeta spec>ServiceSpec status>Status
        ServiceAccount metadata>ObjectMeta secrets=name
        NodeSpec podCIDRs=
        NodeStatus addresses=type conditions=type
        Node metadata>ObjectMeta spec>NodeSpec status>NodeStatus
        ComponentStatus metadata>ObjectMeta conditions=type
        Webhooks metadata>ObjectMeta webhooks=name
        CSINodeSpec drivers=name
        CSINode metadata>ObjectMeta spec>CSINodeSpec
        """;

    /// Versions, then kinds with their types; a kind without one is [Plain].
    private static final String KINDS = """
        v1 Binding ComponentStatus>ComponentStatus ConfigMap Endpoints Event LimitRange Namespace>WithStatus \
        Node>Node PersistentVolume PersistentVolumeClaim>WithStatus Pod>Pod PodTemplate>PodTemplate \
        ReplicationController>Workload ResourceQuota Secret Service>Service ServiceAccount>ServiceAccount
        admissionregistration.k8s.io/v1,v1beta1 MutatingWebhookConfiguration>Webhooks \
        ValidatingWebhookConfiguration>Webhooks
        apiextensions.k8s.io/v1,v1beta1 CustomResourceDefinition
        apiregistration.k8s.io/v1,v1beta1 APIService>WithStatus
        apps/v1 ControllerRevision DaemonSet>Workload Deployment>Workload ReplicaSet>Workload StatefulSet>Workload
        authentication.k8s.io/v1 TokenRequest
        authentication.k8s.io/v1,v1beta1 TokenReview
        authorization.k8s.io/v1,v1beta1 LocalSubjectAccessReview SelfSubjectAccessReview \
        SelfSubjectRulesReview SubjectAccessReview
        autoscaling/v1 HorizontalPodAutoscaler Scale
        autoscaling/v2beta1,v2beta2 HorizontalPodAutoscaler
        batch/v1 Job>Workload
        batch/v1,v1beta1 CronJob>CronJob
        certificates.k8s.io/v1,v1beta1 CertificateSigningRequest
        coordination.k8s.io/v1,v1beta1 Lease
        discovery.k8s.io/v1,v1beta1 EndpointSlice
        events.k8s.io/v1,v1beta1 Event
        extensions/v1beta1 Ingress
        flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema PriorityLevelConfiguration
        networking.k8s.io/v1 NetworkPolicy
        networking.k8s.io/v1,v1beta1 Ingress IngressClass
        node.k8s.io/v1,v1beta1 RuntimeClass
        policy/v1,v1beta1 PodDisruptionBudget>WithStatus
        policy/v1beta1 Eviction PodSecurityPolicy
        rbac.authorization.k8s.io/v1,v1beta1 ClusterRole ClusterRoleBinding Role RoleBinding
        scheduling.k8s.io/v1,v1beta1 PriorityClass
        storage.k8s.io/v1,v1beta1 CSIDriver CSINode>CSINode StorageClass VolumeAttachment
        storage.k8s.io/v1beta1 CSIStorageCapacity
        """;

    /// A field whose value is one object, or a list.
    private record Field(Optional<List<String>> mergeKeys, Optional<Type> type) implements Schema {
        @Override
        public Optional<Schema> field(String name) {
            return mergeKeys.isPresent() ? Optional.empty() : type.flatMap(one -> one.field(name));
        }

        @Override
        public Optional<Schema> item() {
            return type.map(one -> one);
        }
    }

    private record Type(Map<String, Field> fields) implements Schema {
        @Override
        public Optional<List<String>> mergeKeys() {
            return Optional.empty();
        }

        @Override
        public Optional<Schema> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        @Override
        public Optional<Schema> item() {
            return Optional.empty();
        }
    }

    private final Map<String, Type> byKind = new HashMap<>();

    private BuiltInSchemas() {
        Map<String, Type> types = new HashMap<>();
        TYPES.lines().forEach(line -> {
            String[] words = line.split(" ", -1);
            Map<String, Field> fields = new LinkedHashMap<>();
            for (int i = 1; i < words.length; i++) {
                String[] sides = words[i].split(">", -1);
                String[] name = sides[0].split("=", -1);
                Optional<List<String>> keys = name.length == 1
                        ? Optional.empty()
                        : Optional.of(name[1].isEmpty() ? List.of() : List.of(name[1].split(",", -1)));
                // a type stands before those that hold it
                Optional<Type> type = sides.length == 1 ? Optional.empty() : Optional.ofNullable(types.get(sides[1]));
                fields.put(name[0], new Field(keys, type));
            }
            types.put(words[0], new Type(Map.copyOf(fields)));
        });
        KINDS.lines().forEach(line -> {
            String[] words = line.split(" ", -1);
            int slash = words[0].indexOf('/');
            String group = words[0].substring(0, slash + 1);
            for (String version : words[0].substring(slash + 1).split(",", -1)) {
                for (int i = 1; i < words.length; i++) {
                    String[] kind = words[i].split(">", -1);
                    Type type = Optional.ofNullable(types.get(kind.length == 1 ? "Plain" : kind[1]))
                            .orElseThrow();
                    byKind.put(group + version + " " + kind[0], type);
                }
            }
        });
    }

    @Override
    public Optional<Schema> of(String apiVersion, String kind) {
        return Optional.ofNullable(byKind.get(apiVersion + " " + kind));
    }
}
