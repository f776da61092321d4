package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionsIT {
    @TempDir
    private Path folder;

    private final ControlPlane plane = SharedControlPlanes.get("a").controlPlane();

    @Test
    void missesNothingForAnAdministrator() throws Exception {
        // When
        List<String> missing =
                Permissions.missing(KubeSettings.of(plane.kubeconfig(), ""), List.of(deployment("shop")));

        // Then
        assertThat(missing).isEmpty();
    }

    @Test
    void namesVerbKindAndNamespaceOfWhatIsMissing() throws Exception {
        // Given
        String namespace = plane.freshNamespace("permissions");
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), plane.kubeconfigFor(viewer(namespace)));

        // When
        List<String> missing =
                Permissions.missing(KubeSettings.of(kubeconfig, ""), List.of(deployment(namespace), unheardOf()));

        // Then
        assertThat(missing)
                .contains(
                        "create configmaps in namespace pilothouse-system",
                        "patch deployments.apps in namespace " + namespace,
                        "delete deployments.apps in namespace " + namespace)
                .noneMatch(what -> what.startsWith("list") || what.startsWith("watch"));
    }

    /// @return the token of an account that may read
    private String viewer(String namespace) {
        Config config = Config.fromKubeconfig(plane.kubeconfig().toFile());
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build()) {
            client.resource(new ServiceAccountBuilder()
                            .withNewMetadata()
                            .withName("viewer")
                            .withNamespace(namespace)
                            .endMetadata()
                            .build())
                    .create();
            client.resource(new ClusterRoleBindingBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
                            .addNewSubject("", "ServiceAccount", "viewer", namespace)
                            .build())
                    .create();
            return client.serviceAccounts()
                    .inNamespace(namespace)
                    .withName("viewer")
                    .tokenRequest(new TokenRequestBuilder()
                            .withNewSpec()
                            .withExpirationSeconds(3600L)
                            .endSpec()
                            .build())
                    .getStatus()
                    .getToken();
        }
    }

    private static Manifest deployment(String namespace) {
        return new Manifest(
                new ResourceKey("apps", "Deployment", namespace, "x"),
                "apps/v1",
                Json.Obj.EMPTY,
                new Origin("x.yaml", 1, 1));
    }

    private static Manifest unheardOf() {
        return new Manifest(
                new ResourceKey("example.org", "Widget", "shop", "x"),
                "example.org/v1",
                Json.Obj.EMPTY,
                new Origin("x.yaml", 1, 1));
    }
}
