package io.pilothouse.agent.port;

import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.InventoryEntry;

/// A kind in one version, as manifests name it.
///
/// @param apiVersion such as `apps/v1`
/// @param kind such as `Deployment`
public record KindName(String apiVersion, String kind) {
    public static KindName of(Manifest manifest) {
        return new KindName(manifest.apiVersion(), manifest.key().kind());
    }

    public static KindName of(Desired wanted) {
        return new KindName(wanted.apiVersion(), wanted.key().kind());
    }

    public static KindName of(InventoryEntry entry) {
        return new KindName(entry.apiVersion(), entry.key().kind());
    }

    public String group() {
        return ResourceKey.groupOf(apiVersion);
    }

    @Override
    public String toString() {
        return kind + " (" + apiVersion + ")";
    }
}
