package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeClusterIT {
    private final ControlPlane plane = SharedControlPlanes.get("engine").controlPlane();

    @TempDir
    private Path folder;

    private KubeSettings settings(String namespace) {
        return new KubeSettings(
                Optional.of(plane.kubeconfig()), Optional.empty(), namespace, 16, Duration.ofSeconds(10));
    }

    @Test
    void knowsTheClusterItTalksTo() throws Exception {
        try (KubeCluster cluster = KubeCluster.open(settings("x"))) {
            assertThat(cluster.facts()).isInstanceOfSatisfying(Cluster.Facts.Known.class, known -> {
                assertThat(known.uid()).hasSize(36);
                assertThat(known.version()).startsWith("v");
            });
        }
    }

    @Test
    void saysThatATokenIsNotAccepted() throws Exception {
        // Given
        Path kubeconfig = Files.writeString(folder.resolve("config"), plane.kubeconfigFor("expired-token"));
        // When
        try (KubeCluster cluster = KubeCluster.open(KubeSettings.of(kubeconfig, ""))) {
            // Then
            assertThat(cluster.facts()).isInstanceOfSatisfying(Cluster.Facts.Unknown.class, unknown -> {
                assertThat(unknown.failure().code()).isEqualTo(Codes.CREDENTIALS);
                assertThat(unknown.failure().message())
                        .contains(plane.apiUrl().toString(), "renew it")
                        .doesNotContain("expired-token");
            });
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        // Given
        String text = plane.kubeconfigText().replace(plane.apiUrl().toString(), "https://127.0.0.1:1");
        Path kubeconfig = Files.writeString(folder.resolve("config"), text);
        // When
        try (KubeCluster cluster = KubeCluster.open(KubeSettings.of(kubeconfig, ""))) {
            // Then
            assertThat(cluster.facts())
                    .isInstanceOfSatisfying(
                            Cluster.Facts.Unknown.class,
                            unknown ->
                                    assertThat(unknown.failure().message()).contains("https://127.0.0.1:1", "refused"));
        }
    }

    @Test
    void saysThatTheCertificateIsAnothers() throws Exception {
        // Given
        String other = SharedControlPlanes.get("outage").controlPlane().kubeconfigText();
        String text = other.replace(
                SharedControlPlanes.get("outage").controlPlane().apiUrl().toString(),
                plane.apiUrl().toString());
        Path kubeconfig = Files.writeString(folder.resolve("config"), text);
        // When
        try (KubeCluster cluster = KubeCluster.open(KubeSettings.of(kubeconfig, ""))) {
            // Then
            assertThat(cluster.facts())
                    .isInstanceOfSatisfying(
                            Cluster.Facts.Unknown.class,
                            unknown -> assertThat(unknown.failure().code()).isEqualTo(Codes.CERTIFICATE));
        }
    }

    @Test
    void refusesAKubeconfigThatLeadsNowhere() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken"), "clusters: [");
        assertThatThrownBy(() -> KubeCluster.open(KubeSettings.of(folder.resolve("none"), "")))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> KubeCluster.open(KubeSettings.of(plane.kubeconfig(), "nowhere")))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageContaining("has no context nowhere: use one of [engine]");
        assertThatThrownBy(() -> KubeCluster.open(KubeSettings.of(broken, "")))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageContaining("is not a kubeconfig");
    }
}
