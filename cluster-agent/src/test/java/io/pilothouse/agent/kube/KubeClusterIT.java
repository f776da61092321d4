package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
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

    private static Inventory inventory(String name, int objects) {
        ApplicationKey key = new ApplicationKey("c", Layer.APP, "shop", name);
        TreeMap<ResourceKey, InventoryEntry> entries = new TreeMap<>();
        for (int i = 0; i < objects; i++) {
            ResourceKey object = new ResourceKey("", "ConfigMap", "shop", "map-ä-" + i);
            entries.put(object, InventoryEntry.announced(object, "v1", new Revision("1".repeat(40))));
        }
        return Inventory.empty(key).with(entries);
    }

    private void withStore(String namespace, int partSize, Work work) throws Exception {
        try (Connection connection = Connection.open(settings(namespace))) {
            work.on(new ConfigMapStore(new Api(connection, settings(namespace)), namespace, partSize));
        }
    }

    private interface Work {
        void on(ConfigMapStore store) throws Exception;
    }

    @Test
    void keepsAnInventoryInPartsAndCleansUpAfterItself() throws Exception {
        // Given
        String namespace = "inventory-" + Long.toHexString(System.nanoTime());
        withStore(namespace, 3_000, store -> {
            store.store(inventory("web", 50));
            store.store(inventory("web", 80));
            store.store(inventory("small", 1));
        });
        // When
        withStore(namespace, 3_000, store -> {
            // Then
            assertThat(store.loadAll()).containsExactlyInAnyOrder(inventory("web", 80), inventory("small", 1));
            store.store(inventory("web", 2));
        });
        withStore(namespace, 3_000, store -> {
            assertThat(store.loadAll()).containsExactlyInAnyOrder(inventory("web", 2), inventory("small", 1));
            store.loadAll().forEach(inventory -> remove(store, inventory));
            assertThat(store.loadAll()).isEmpty();
        });
    }

    private static void remove(ConfigMapStore store, Inventory inventory) {
        try {
            store.remove(inventory);
        } catch (InventoryStore.UnusableException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tellsTheSecondOfTwoAgents() throws Exception {
        // Given
        String namespace = "two-" + Long.toHexString(System.nanoTime());
        withStore(namespace, 900_000, first -> {
            first.store(inventory("web", 1));
            withStore(namespace, 900_000, second -> {
                second.loadAll();
                second.store(inventory("web", 2));
            });
            // When / Then
            assertThatThrownBy(() -> first.store(inventory("web", 3)))
                    .isInstanceOf(InventoryStore.UnusableException.class)
                    .hasMessageContaining("only one agent");
        });
    }

    @Test
    void readsBackADocument() throws Exception {
        // Given
        String namespace = "document-" + Long.toHexString(System.nanoTime());
        withStore(namespace, 900_000, store -> {
            assertThat(store.load("notes")).isEmpty();
            // When
            store.store("notes", Json.ofTexts(java.util.Map.of("a", "b")));
            // Then
            assertThat(store.load("notes")).contains(Json.ofTexts(java.util.Map.of("a", "b")));
            assertThat(store.loadAll()).isEmpty();
        });
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
