package io.pilothouse.agent.inventory;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.hook.HookRecord;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.policy.PrunePolicy;
import io.pilothouse.core.policy.SyncPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes inventories as JSON that a person can read in the cluster.
final class InventoryCodec {
    private InventoryCodec() {}

    static Json.Obj write(Inventory inventory) {
        ApplicationKey key = inventory.application();
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("format", Json.Num.of(1));
        fields.put("cluster", new Json.Text(key.cluster()));
        fields.put("layer", new Json.Text(key.layer().name()));
        fields.put("namespace", new Json.Text(key.namespace()));
        fields.put("name", new Json.Text(key.name()));
        fields.put("applied", new Json.Text(inventory.applied().id()));
        fields.put("policy", write(inventory.policy()));
        List<Json> entries = new ArrayList<>();
        inventory.entries().values().forEach(entry -> entries.add(write(entry)));
        fields.put("entries", new Json.Arr(entries));
        if (!inventory.serviceAccount().isEmpty()) {
            fields.put("serviceAccount", new Json.Text(inventory.serviceAccount()));
        }
        if (!inventory.approvals().isEmpty()) {
            fields.put("approvals", ApprovalCodec.write(inventory.approvals()));
        }
        if (!inventory.hooks().equals(HookRecord.NONE)) {
            fields.put("hooks", HookRecordCodec.write(inventory.hooks()));
        }
        return new Json.Obj(new LinkedHashMap<>(fields));
    }

    private static Json.Obj write(SyncPolicy policy) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("mode", new Json.Text(policy.mode().name()));
        fields.put("prune", new Json.Bool(policy.prune().isPruning()));
        fields.put("drift", new Json.Text(policy.drift().name()));
        fields.put("timeoutSeconds", Json.Num.of(policy.timeout().toSeconds()));
        fields.put("maxDeletions", Json.Num.of(policy.prune().maxDeletions()));
        fields.put(
                "maxDeletionRatio",
                new Json.Num(BigDecimal.valueOf(policy.prune().maxDeletionRatio())));
        fields.put("deleteWithFolder", new Json.Bool(policy.prune().isDeletingWithFolder()));
        return new Json.Obj(new LinkedHashMap<>(fields));
    }

    private static Json.Obj write(InventoryEntry entry) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("apiVersion", new Json.Text(entry.apiVersion()));
        fields.put("group", new Json.Text(entry.key().group()));
        fields.put("kind", new Json.Text(entry.key().kind()));
        fields.put("namespace", new Json.Text(entry.key().namespace()));
        fields.put("name", new Json.Text(entry.key().name()));
        fields.put("uid", new Json.Text(entry.uid()));
        fields.put("introduced", new Json.Text(entry.introduced().id()));
        fields.put("applied", new Json.Text(entry.applied().hex()));
        // a digest of a secret's value could be guessed at, so a secret's baseline is made anew after a restart
        if (!entry.baseline().values().isEmpty() && !entry.key().isSecret()) {
            fields.put("baseline", Json.ofTexts(entry.baseline().values()));
        }
        return new Json.Obj(new LinkedHashMap<>(fields));
    }

    /// @throws IllegalArgumentException if it is not an inventory
    static Inventory read(Json.Obj json) {
        if (json.integer(0, "format") != 1) {
            throw new IllegalArgumentException("format");
        }
        ApplicationKey key = new ApplicationKey(
                text(json, "cluster"), Layer.valueOf(text(json, "layer")), text(json, "namespace"), text(json, "name"));
        SortedMap<ResourceKey, InventoryEntry> entries = new TreeMap<>();
        for (Json item : json.items("entries")) {
            InventoryEntry entry = entry((Json.Obj) item);
            entries.put(entry.key(), entry);
        }
        return new Inventory(
                key,
                new Revision(text(json, "applied")),
                policy(json.object("policy")),
                json.text("serviceAccount").orElse(""),
                entries,
                HookRecordCodec.read(json.object("hooks")),
                ApprovalCodec.read(json.items("approvals")));
    }

    private static SyncPolicy policy(Json.Obj json) {
        PrunePolicy prune = new PrunePolicy(
                isTrue(json, "prune"),
                (int) json.integer(5, "maxDeletions"),
                json.get("maxDeletionRatio")
                        .filter(v -> v instanceof Json.Num)
                        .map(v -> ((Json.Num) v).value().doubleValue())
                        .orElse(0.2),
                isTrue(json, "deleteWithFolder"));
        return SyncPolicy.DEFAULT
                .with(SyncPolicy.Mode.valueOf(text(json, "mode")))
                .with(SyncPolicy.DriftPolicy.valueOf(text(json, "drift")))
                .with(Duration.ofSeconds(json.integer(600, "timeoutSeconds")))
                .with(prune);
    }

    private static InventoryEntry entry(Json.Obj json) {
        Map<String, String> baseline = new TreeMap<>();
        json.object("baseline").fields().forEach((path, value) -> {
            if (value instanceof Json.Text text) {
                baseline.put(path, text.value());
            }
        });
        return new InventoryEntry(
                new ResourceKey(text(json, "group"), text(json, "kind"), text(json, "namespace"), text(json, "name")),
                text(json, "apiVersion"),
                text(json, "uid"),
                new Revision(text(json, "introduced")),
                new Digest(text(json, "applied")),
                new Baseline(baseline));
    }

    private static String text(Json.Obj json, String field) {
        return json.text(field).orElseThrow(() -> new IllegalArgumentException(field));
    }

    private static boolean isTrue(Json.Obj json, String field) {
        return json.get(field).filter(new Json.Bool(true)::equals).isPresent();
    }
}
