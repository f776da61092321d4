package io.pilothouse.testkit.node;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The objects by which a kubelet makes its node known and keeps it alive.
final class StandInNodes {
    static final String LEASE_NAMESPACE = "kube-node-lease";

    private static final int LEASE_SECONDS = 40;

    private StandInNodes() {}

    static Map<String, Map<String, String>> labelsByNode(int count) {
        var labels = new LinkedHashMap<String, Map<String, String>>();
        for (int i = 1; i <= count; i++) {
            String name = "node-" + i;
            labels.put(
                    name,
                    Map.of(
                            "kubernetes.io/hostname",
                            name,
                            "kubernetes.io/os",
                            "linux",
                            "kubernetes.io/arch",
                            "amd64",
                            "topology.kubernetes.io/zone",
                            "zone-" + (char) ('a' + (i - 1) % 3)));
        }
        return labels;
    }

    static Node node(String name, Map<String, String> labels) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build();
    }

    static Node ready(Node node, String version, Instant now) {
        var room = Map.of(
                "cpu", new Quantity("64"),
                "memory", new Quantity("256Gi"),
                "pods", new Quantity("5000"),
                "ephemeral-storage", new Quantity("500Gi"));
        return new NodeBuilder(node)
                .editOrNewStatus()
                .withCapacity(room)
                .withAllocatable(room)
                .withConditions(
                        condition("MemoryPressure", "False", "KubeletHasSufficientMemory", now),
                        condition("DiskPressure", "False", "KubeletHasNoDiskPressure", now),
                        condition("PIDPressure", "False", "KubeletHasSufficientPID", now),
                        condition("Ready", "True", "KubeletReady", now))
                .withAddresses()
                .addNewAddress("127.0.0.1", "InternalIP")
                .addNewAddress(node.getMetadata().getName(), "Hostname")
                .editOrNewNodeInfo()
                .withArchitecture("amd64")
                .withOperatingSystem("linux")
                .withOsImage("Pilothouse testkit")
                .withKernelVersion("none")
                .withContainerRuntimeVersion("testkit://1")
                .withKubeletVersion(version)
                .withKubeProxyVersion(version)
                .withBootID(node.getMetadata().getName())
                .withMachineID(node.getMetadata().getName())
                .withSystemUUID(node.getMetadata().getName())
                .endNodeInfo()
                .endStatus()
                .build();
    }

    static boolean isReady(Node node) {
        return Optional.ofNullable(node.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    static Lease lease(String node, Instant now) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(node)
                .withNamespace(LEASE_NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(node)
                .withLeaseDurationSeconds(LEASE_SECONDS)
                .withRenewTime(now.atZone(ZoneOffset.UTC))
                .endSpec()
                .build();
    }

    static Lease renewed(Lease held, Instant now) {
        return new LeaseBuilder(held)
                .editOrNewSpec()
                .withRenewTime(now.atZone(ZoneOffset.UTC))
                .endSpec()
                .build();
    }

    private static NodeCondition condition(String type, String status, String reason, Instant now) {
        return new NodeConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withLastHeartbeatTime(PodStatuses.text(now))
                .withLastTransitionTime(PodStatuses.text(now))
                .build();
    }
}
