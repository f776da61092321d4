package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.hand.Rights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionsIT {
    @TempDir
    private Path folder;

    private final ControlPlane plane = SharedControlPlanes.get("a").controlPlane();

    @Test
    void missesNothingWithTheRightsThatAreInstalled() throws Exception {
        // Given
        String namespace = plane.freshNamespace("permissions");
        String home = "agent-" + namespace;
        Rights.install(plane, home, namespace);
        // When
        List<String> missing = missing(home, Rights.agentToken(plane, home), wanted(namespace, deployment(namespace)));
        // Then
        assertThat(missing).isEmpty();
    }

    @Test
    void namesTheAccountVerbKindAndNamespaceOfWhatIsMissing() throws Exception {
        // Given a Deployment, which the applier may write, and a Role, which it may not
        String namespace = plane.freshNamespace("permissions");
        String home = "agent-" + namespace;
        Rights.install(plane, home, namespace);
        Manifest role = new Manifest(
                new ResourceKey("rbac.authorization.k8s.io", "Role", namespace, "x"),
                "rbac.authorization.k8s.io/v1",
                Json.Obj.EMPTY,
                new Origin("x.yaml", 1, 1));
        // When
        List<String> missing =
                missing(home, Rights.agentToken(plane, home), wanted(namespace, deployment(namespace), role));
        // Then
        assertThat(missing)
                .contains("ServiceAccount " + namespace
                        + "/pilothouse-applier may not patch roles.rbac.authorization.k8s.io in namespace " + namespace)
                .allMatch(sentence -> sentence.contains("roles.rbac"));
    }

    @Test
    void namesTheRoleThatAnotherNamespaceLacks() throws Exception {
        // Given
        String home = "agent-" + plane.freshNamespace("permissions");
        String other = plane.freshNamespace("permissions");
        Rights.install(plane, home);
        // When
        List<String> missing = missing(home, Rights.agentToken(plane, home), wanted(other, deployment(other)));
        // Then
        assertThat(missing)
                .singleElement()
                .asString()
                .contains("may not act as ServiceAccount pilothouse-applier in namespace " + other, "agent rights");
    }

    @Test
    void namesWhatTheAgentItselfMayNot() throws Exception {
        // Given
        String namespace = plane.freshNamespace("permissions");
        // When
        List<String> missing =
                missing("pilothouse-system", viewer(namespace), wanted(namespace, deployment(namespace), unheardOf()));
        // Then
        assertThat(missing)
                .contains("The agent may not create configmaps in namespace pilothouse-system")
                .noneMatch(what -> what.contains("may not list deployments") || what.contains("widgets"));
    }

    private List<String> missing(String home, String token, Permissions.Wanted wanted) throws Exception {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), plane.kubeconfigFor(token));
        KubeSettings settings =
                new KubeSettings(Optional.of(kubeconfig), Optional.empty(), home, 16, Duration.ofSeconds(10));
        return Permissions.missing(settings, List.of(wanted));
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

    private static Permissions.Wanted wanted(String namespace, Manifest... manifests) {
        return new Permissions.Wanted(new ApplicationKey("c", Layer.APP, namespace, "web"), "", List.of(manifests));
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
