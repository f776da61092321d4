package io.pilothouse.agent.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.agent.kube.JsonReader;
import io.pilothouse.agent.port.InventoryStore.UnusableException;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.plan.Ownership;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoriesTest {
    private final FakeDocuments documents = new FakeDocuments();
    private final Inventories inventories = open();

    private Inventories open() {
        return new Inventories(documents, JsonReader::read);
    }

    private static ApplicationKey app(String name) {
        return new ApplicationKey("c", Layer.APP, "shop", name);
    }

    private static Inventory inventory(String name, int objects) {
        TreeMap<ResourceKey, InventoryEntry> entries = new TreeMap<>();
        for (int i = 0; i < objects; i++) {
            ResourceKey object = new ResourceKey("", "ConfigMap", "shop", "map-ä-" + i);
            String uid = new UUID(new Random(i).nextLong(), i).toString();
            entries.put(
                    object,
                    InventoryEntry.announced(object, "v1", new Revision("1".repeat(40)))
                            .applied("v1", uid, Digest.of(uid), Baseline.NONE));
        }
        return Inventory.empty(app(name)).with(entries);
    }

    private void earlier(Inventory inventory) {
        String name = "inventory-" + Ownership.mark(inventory.application());
        byte[] text = InventoryCodec.write(inventory).canonical().getBytes(StandardCharsets.UTF_8);
        documents.all.put(name, new Documents.Document(name, Documents.Form.SINGLE, text));
    }

    @Test
    void keepsManyApplicationsOnFewDocumentsThatStaySmall() throws Exception {
        // When
        for (int i = 0; i < 300; i++) {
            inventories.store(inventory("app-" + i, 2));
        }
        for (int i = 0; i < 300; i++) {
            inventories.store(inventory("app-" + i, 20));
        }
        // Then
        assertThat(documents.all).hasSizeBetween(2, 20);
        assertThat(documents.all.values()).allMatch(one -> one.content().length <= Placement.FULL);
        assertThat(open().loadAll())
                .hasSize(300)
                .contains(inventory("app-0", 20), inventory("app-77", 20), inventory("app-299", 20));
    }

    @Test
    void givesALargeApplicationADocumentOfItsOwnUntilItIsHalfAsLarge() throws Exception {
        // Given
        inventories.store(inventory("huge", 3_000));
        inventories.store(inventory("small", 1));
        String own = "inventory-" + Ownership.mark(app("huge"));
        byte[] before = documents.all.get(own).content();
        // When
        inventories.store(inventory("small", 2));
        // Then
        assertThat(documents.all.get(own).content()).isSameAs(before);
        inventories.store(inventory("huge", 2));
        assertThat(documents.all).doesNotContainKey(own);
        assertThat(open().loadAll()).containsExactlyInAnyOrder(inventory("huge", 2), inventory("small", 2));
    }

    @Test
    void leavesNoDocumentBehindWhenTheLastApplicationIsGone() throws Exception {
        inventories.store(inventory("web", 3));
        inventories.remove(inventory("web", 3));
        assertThat(documents.all).isEmpty();
    }

    @Test
    void takesOverTheDocumentsOfEarlierAgents() throws Exception {
        // Given
        List<Inventory> before = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            before.add(inventory("app-" + i, 3));
        }
        before.add(inventory("huge", 3_000));
        before.forEach(this::earlier);
        // When
        List<Inventory> loaded = inventories.loadAll();
        // Then
        assertThat(loaded).containsExactlyInAnyOrderElementsOf(before);
        assertThat(documents.all.values())
                .hasSizeLessThanOrEqualTo(17)
                .allMatch(one -> one.form() == Documents.Form.SHARED);
        assertThat(open().loadAll()).containsExactlyInAnyOrderElementsOf(before);
    }

    /// It could be guessed at by who may read ConfigMaps.
    @Test
    void forgetsDigestsOfSecretsThatEarlierAgentsKept() throws Exception {
        // Given
        ResourceKey secret = new ResourceKey("", "Secret", "shop", "login");
        InventoryEntry entry = InventoryEntry.announced(secret, "v1", Revision.NONE)
                .applied("v1", "uid", Digest.of("a guess"), Baseline.NONE);
        earlier(Inventory.empty(app("web")).with(Map.of(secret, entry)));
        // When
        InventoryEntry read = inventories.loadAll().getFirst().get(secret).orElseThrow();
        // Then
        assertThat(read.applied()).isEqualTo(InventoryEntry.NOTHING);
        assertThat(read.uid()).isEqualTo("uid");
    }

    @Test
    void losesNothingWhereverTakingOverIsCutOff() throws Exception {
        List<Inventory> before = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            before.add(inventory("app-" + i, 3));
        }
        before.add(inventory("huge", 3_000));
        for (int cut = 0; cut < 12; cut++) {
            // Given
            documents.all.clear();
            before.forEach(this::earlier);
            int first = cut;
            documents.refuse(write -> write >= first);
            // When
            try {
                open().loadAll();
            } catch (UnusableException e) {
                assertThat(e).hasMessage("down");
            }
            documents.refuse(_ -> false);
            // Then
            assertThat(open().loadAll()).as("cut off at write " + cut).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    /// Whatever fails and wherever the agent is stopped: what an owner was told is there, is there, and what is
    /// there is what an owner handed in.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithWhatOwnersWereTold(long seed) throws Exception {
        Random random = new Random(seed);
        documents.refuse(_ -> random.nextInt(4) == 0);
        Map<String, List<Inventory>> possible = new HashMap<>();
        Inventories now = inventories;
        for (int step = 0; step < 150; step++) {
            String name = "app-" + random.nextInt(6);
            List<Inventory> known = possible.computeIfAbsent(name, one -> new ArrayList<>(List.of(none(one))));
            boolean isRemoval = random.nextInt(5) == 0;
            // now and then one that needs a document of its own
            Inventory next = isRemoval ? none(name) : inventory(name, random.nextInt(4) == 0 ? 1_500 + step : step + 1);
            known.add(next);
            try {
                if (isRemoval) {
                    now.remove(next);
                } else {
                    now.store(next);
                }
                known.clear();
                known.add(next);
            } catch (UnusableException e) {
                assertThat(e).hasMessage("down");
            }
            if (random.nextInt(10) == 0) {
                now = restarted();
                Map<String, Inventory> there = new HashMap<>();
                now.loadAll().forEach(one -> there.put(one.application().name(), one));
                possible.forEach((one, versions) -> assertThat(versions).contains(there.getOrDefault(one, none(one))));
                possible.replaceAll((one, _) -> new ArrayList<>(List.of(there.getOrDefault(one, none(one)))));
                documents.refuse(_ -> random.nextInt(4) == 0);
            }
        }
    }

    private Inventories restarted() {
        documents.refuse(_ -> false);
        return open();
    }

    private static Inventory none(String name) {
        return Inventory.empty(app(name));
    }

    @Test
    void saysWhichDocumentCannotBeRead() throws Exception {
        // Given
        inventories.store(inventory("web", 3));
        String name = documents.all.keySet().iterator().next();
        byte[] cut = Arrays.copyOf(documents.all.get(name).content(), 60);
        documents.all.put(name, new Documents.Document(name, Documents.Form.SHARED, cut));
        // When / Then
        assertThatThrownBy(() -> open().loadAll())
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("restore it from a backup");
    }
}
