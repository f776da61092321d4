package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what one manager owns in a live object beside what Git declares.
final class Beside {
    /// What every cluster adds to objects, or keeps account of in them.
    private static final Set<String> SKIPPED =
            Set.of("/status", "/metadata/finalizers", "/metadata/ownerReferences", "/metadata/generation");

    private final Found found;

    /// Takes what is found.
    interface Found {
        void field(String path, Json live);
    }

    private Beside(Found found) {
        this.found = found;
    }

    static void of(Manager manager, Json.Obj desired, Json.Obj live, Found found) {
        new Beside(found).down("", manager.fields(), Optional.of(desired), Optional.of(live));
    }

    private void down(String path, FieldSet owned, Optional<Json> desired, Optional<Json> live) {
        if (live.isEmpty() || SKIPPED.contains(path)) {
            return;
        }
        if (desired.isEmpty() && (owned.isOwned() || path.endsWith("]"))) {
            found.field(path, live.get());
            return;
        }
        for (Map.Entry<String, Json> below : owned.tree().fields().entrySet()) {
            FieldSet fields = owned.child(below.getKey()).orElseThrow();
            switch (Edge.of(below.getKey()).orElseGet(Edge.Self::new)) {
                case Edge.Self _ -> {}
                case Edge.Field(String name) ->
                    down(path + "/" + Walk.escape(name), fields, field(desired, name), field(live, name));
                case Edge.Item(ListKey key) ->
                    down(
                            path + key.display(),
                            fields,
                            items(desired).stream()
                                    .filter(item -> ListKey.declaredBy(item, List.of(key))
                                            .isPresent())
                                    .findFirst(),
                            items(live).stream().filter(key::isKeyOf).findFirst());
                case Edge.Member(Json value) ->
                    down(
                            path + "[" + value.canonical() + "]",
                            fields,
                            items(desired).stream().filter(value::equals).findFirst(),
                            items(live).stream().filter(value::equals).findFirst());
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
