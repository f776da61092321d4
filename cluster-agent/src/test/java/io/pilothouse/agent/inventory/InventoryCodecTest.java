package io.pilothouse.agent.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.agent.kube.JsonReader;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.hook.HookRecord;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Approval;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.policy.PrunePolicy;
import io.pilothouse.core.policy.SyncPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InventoryCodecTest {
    private static final ApplicationKey WEB = new ApplicationKey("c", Layer.APP, "shop", "web");

    private static InventoryEntry entry(String kind, Map<String, String> baseline) {
        return new InventoryEntry(
                new ResourceKey("", kind, "shop", "a"),
                "v1",
                "uid",
                new Revision("1".repeat(40)),
                new Digest("2".repeat(64)),
                new Baseline(baseline));
    }

    @Test
    void readsWhatItWrote() throws Exception {
        // Given
        TreeMap<ResourceKey, InventoryEntry> entries = new TreeMap<>();
        for (InventoryEntry entry : new InventoryEntry[] {
            entry("ConfigMap", Map.of("/data/a", "0123", "/data/b", "")),
            InventoryEntry.announced(new ResourceKey("apps", "Deployment", "shop", "b"), "apps/v1", Revision.NONE)
        }) {
            entries.put(entry.key(), entry);
        }
        Inventory inventory = new Inventory(
                WEB,
                new Revision("3".repeat(40)),
                SyncPolicy.DEFAULT
                        .with(SyncPolicy.Mode.MANUAL)
                        .with(SyncPolicy.DriftPolicy.NOTIFY)
                        .with(Duration.ofSeconds(90))
                        .with(new PrunePolicy(false, 7, 0.35, false)),
                "deployer",
                entries,
                HookRecord.NONE,
                Set.of(
                        new Approval(new ResourceKey("", "ConfigMap", "shop", "old"), "uid-1"),
                        new Approval(new ResourceKey("apps", "Deployment", "shop", "old"), "uid-2")));
        // When
        String text = InventoryCodec.write(inventory).canonical();
        // Then
        assertThat(InventoryCodec.read(JsonReader.read(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(inventory);
    }

    /// What agents wrote before there were accounts and approvals in it.
    @Test
    void readsAnEarlierDocument() throws Exception {
        // Given
        String text = """
            {"format":1,"cluster":"c","layer":"APP","namespace":"shop","name":"web","applied":"","entries":[],\
            "policy":{"mode":"AUTO","prune":true,"drift":"RECONCILE"}}\
            """;
        // When
        Inventory read = InventoryCodec.read(JsonReader.read(text.getBytes(StandardCharsets.UTF_8)));
        // Then
        assertThat(read.serviceAccount()).isEmpty();
        assertThat(read.approvals()).isEmpty();
    }

    @Test
    void keepsNothingThatIsMadeOfASecretsValues() {
        // When
        InventoryEntry secret = entry("Secret", Map.of("/data/password", "0123456789abcdef"));
        Inventory inventory = Inventory.empty(WEB).with(Map.of(secret.key(), secret));
        // Then
        assertThat(InventoryCodec.write(inventory).canonical()).doesNotContain("0123456789abcdef");
    }

    @Test
    void refusesWhatIsNoInventory() {
        assertThatThrownBy(() -> InventoryCodec.read(Json.Obj.EMPTY)).isInstanceOf(IllegalArgumentException.class);
    }
}
