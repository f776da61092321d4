package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.FieldDrift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what others added to our objects beside what Git declares: shown, never corrected. Kubernetes' own parts and
/// the status are left out, since they add something to every object.
public final class Unowned {
    /// More are not listed.
    static final int MAX_FIELDS = 20;

    private static final Set<String> SKIPPED =
            Set.of("/status", "/metadata/finalizers", "/metadata/ownerReferences", "/metadata/generation");

    private Unowned() {}

    /// @return at most [#MAX_FIELDS] added fields
    public static List<FieldDrift> of(Manifest desired, Json.Obj live, Fingerprints fingerprints) {
        List<FieldDrift> found = new ArrayList<>();
        boolean isSecret = Comparison.isSecret(desired.key());
        for (Manager manager : Manager.of(live)) {
            if (!manager.isOurs()
                    && !manager.isSystem()
                    && manager.subresource().isEmpty()) {
                down("", manager.fields(), Optional.of(desired.content()), Optional.of(live), (path, value) -> {
                    boolean isHidden = isSecret && Comparison.isValueOfSecret(path);
                    if (found.size() < MAX_FIELDS
                            && found.stream().noneMatch(f -> f.path().equals(path))) {
                        found.add(new FieldDrift(
                                path,
                                DriftKind.UNOWNED,
                                "",
                                fingerprints.show(value, isHidden),
                                manager.name(),
                                manager.operation(),
                                manager.at()));
                    }
                });
            }
        }
        return found;
    }

    private interface Added {
        void field(String path, Json value);
    }

    private static void down(String path, FieldSet owned, Optional<Json> desired, Optional<Json> live, Added added) {
        if (live.isEmpty() || SKIPPED.contains(path)) {
            return;
        }
        if (desired.isEmpty() && (owned.isOwned() || path.endsWith("]"))) {
            added.field(path, live.get());
            return;
        }
        for (Map.Entry<String, Json> edge : owned.tree().fields().entrySet()) {
            FieldSet below = owned.child(edge.getKey()).orElseThrow();
            if (edge.getKey().startsWith("f:")) {
                String name = edge.getKey().substring(2);
                down(path + "/" + Walk.escape(name), below, field(desired, name), field(live, name), added);
            } else {
                ListKey.of(edge.getKey())
                        .ifPresent(key -> down(
                                path + key.display(),
                                below,
                                items(desired).stream()
                                        .filter(key::isDeclaredBy)
                                        .findFirst(),
                                items(live).stream().filter(key::isKeyOf).findFirst(),
                                added));
            }
        }
    }

    private static Optional<Json> field(Optional<Json> value, String name) {
        return value.flatMap(v -> v instanceof Json.Obj obj ? obj.get(name) : Optional.empty());
    }

    private static List<Json> items(Optional<Json> value) {
        return value.map(v -> v instanceof Json.Arr arr ? arr.items() : List.<Json>of())
                .orElse(List.of());
    }
}
