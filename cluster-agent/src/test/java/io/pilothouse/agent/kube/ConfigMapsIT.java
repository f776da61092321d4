package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.pilothouse.agent.inventory.Inventories;
import io.pilothouse.agent.port.InventoryStore.UnusableException;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.plan.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigMapsIT {
    private KubeRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new KubeRig();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
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

    private void withStore(int partSize, Work work) throws Exception {
        KubeSettings settings = new KubeSettings(
                Optional.of(rig.plane.kubeconfig()), Optional.empty(), rig.home, 16, Duration.ofSeconds(10));
        try (Connection connection = Connection.open(settings)) {
            ConfigMaps maps = new ConfigMaps(new Api(connection, settings), rig.home, partSize);
            work.on(new Inventories(maps, JsonReader::read));
        }
    }

    private interface Work {
        void on(Inventories store) throws Exception;
    }

    private List<ConfigMap> maps() {
        return rig.hand
                .configMaps()
                .inNamespace(rig.home)
                .withLabel("pilothouse.io/inventory")
                .list()
                .getItems();
    }

    @Test
    void keepsADocumentInPartsAndCleansUpAfterItself() throws Exception {
        // Given
        withStore(200, store -> {
            store.store(inventory("web", 50));
            store.store(inventory("web", 80));
            store.store(inventory("small", 1));
        });
        assertThat(maps()).hasSizeGreaterThan(2);
        // When
        withStore(200, store -> {
            // Then
            assertThat(store.loadAll()).containsExactlyInAnyOrder(inventory("web", 80), inventory("small", 1));
            store.store(inventory("web", 2));
        });
        withStore(900_000, store -> {
            assertThat(store.loadAll()).containsExactlyInAnyOrder(inventory("web", 2), inventory("small", 1));
            store.remove(inventory("web", 2));
            store.remove(inventory("small", 1));
            assertThat(store.loadAll()).isEmpty();
        });
        assertThat(maps()).isEmpty();
    }

    @Test
    void tellsTheSecondOfTwoAgents() throws Exception {
        withStore(900_000, first -> {
            // Given
            first.store(inventory("web", 1));
            withStore(900_000, second -> {
                second.loadAll();
                second.store(inventory("web", 2));
            });
            // When / Then
            assertThatThrownBy(() -> first.store(inventory("web", 3)))
                    .isInstanceOf(UnusableException.class)
                    .hasMessageContaining("only one agent");
            assertThatThrownBy(() -> first.remove(inventory("web", 3)))
                    .isInstanceOf(UnusableException.class)
                    .hasMessageContaining("only one agent");
            assertThat(first.loadAll()).containsExactly(inventory("web", 2));
        });
    }

    /// As if the answer to a write had been lost: the version is another than the one that is known.
    @Test
    void writesOverWhatItWroteItself() throws Exception {
        withStore(900_000, store -> {
            // Given
            store.store(inventory("web", 1));
            rig.hand
                    .configMaps()
                    .inNamespace(rig.home)
                    .withName(maps().getFirst().getMetadata().getName())
                    .edit(map -> new ConfigMapBuilder(map)
                            .editMetadata()
                            .addToLabels("touched", "yes")
                            .endMetadata()
                            .build());
            // When
            store.store(inventory("web", 2));
            // Then
            assertThat(store.loadAll()).containsExactly(inventory("web", 2));
        });
    }

    @Test
    void takesOverTheDocumentOfAnEarlierAgentInParts() throws Exception {
        // Given
        String text = """
            {"format":1,"cluster":"c","layer":"APP","namespace":"shop","name":"web","applied":"%s",\
            "policy":{"mode":"AUTO","prune":true,"drift":"RECONCILE"},"entries":[]}\
            """.formatted("1".repeat(40));
        String name = "inventory-" + Ownership.mark(new ApplicationKey("c", Layer.APP, "shop", "web"));
        create(name + ".3.0", "part", Map.of("document.json", text.substring(0, 50)));
        create(name + ".3.1", "part", Map.of("document.json", text.substring(50)));
        create(name, "head", Map.of("parts", "3/2"));
        // When
        withStore(900_000, store -> {
            // Then
            assertThat(store.loadAll())
                    .singleElement()
                    .satisfies(one -> assertThat(one.applied()).isEqualTo(new Revision("1".repeat(40))));
            assertThat(maps())
                    .singleElement()
                    .satisfies(map -> assertThat(map.getMetadata().getName()).startsWith("inventory-shared-"));
            assertThat(store.loadAll()).hasSize(1);
        });
    }

    private void create(String name, String role, Map<String, String> data) {
        rig.hand
                .configMaps()
                .inNamespace(rig.home)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pilothouse.io/inventory", role)
                        .endMetadata()
                        .withData(data)
                        .build())
                .create();
    }

    @Test
    void readsBackADocumentOfItsOwnAndMakesItsNamespace() throws Exception {
        String namespace = "document-" + Long.toHexString(System.nanoTime());
        KubeSettings settings = new KubeSettings(
                Optional.of(rig.plane.kubeconfig()), Optional.empty(), namespace, 16, Duration.ofSeconds(10));
        try (Connection connection = Connection.open(settings)) {
            Inventories store =
                    new Inventories(new ConfigMaps(new Api(connection, settings), namespace), JsonReader::read);
            assertThat(store.load("notes")).isEmpty();
            // When
            store.store("notes", Json.ofTexts(Map.of("a", "b")));
            // Then
            assertThat(store.load("notes")).contains(Json.ofTexts(Map.of("a", "b")));
            assertThat(store.names("no")).containsExactly("notes");
            assertThat(store.loadAll()).isEmpty();
            store.remove("notes");
            assertThat(store.names("no")).isEmpty();
        }
        rig.hand.namespaces().withName(namespace).delete();
    }
}
