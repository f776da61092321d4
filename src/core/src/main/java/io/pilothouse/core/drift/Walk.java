package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Walks down a manifest and the live object side by side, and down what each manager owns, as far as the manifest
/// declares something. Lists are matched as the API server matches them: by the keys in the field sets, as sets, or
/// whole.
final class Walk {
    /// Identity, and what only the cluster writes.
    private static final Set<String> SKIPPED = Set.of(
            "/apiVersion",
            "/kind",
            "/status",
            "/metadata/name",
            "/metadata/namespace",
            "/metadata/generateName",
            "/metadata/creationTimestamp",
            "/metadata/managedFields",
            "/metadata/resourceVersion",
            "/metadata/uid",
            "/metadata/generation",
            "/metadata/selfLink");

    /// How far down one manager's tree the walk is.
    ///
    /// @param manager whose
    /// @param fields what it owns here; empty for nothing
    /// @param isCovered it owns something above as one value, and so all of this
    record Cursor(Manager manager, Optional<FieldSet> fields, boolean isCovered) {
        boolean owns() {
            return isCovered || fields.map(FieldSet::isOwned).orElse(false);
        }

        private boolean ownsWhole() {
            return isCovered || fields.map(FieldSet::isLeaf).orElse(false);
        }

        private Cursor down(String edge) {
            return new Cursor(manager, fields.flatMap(f -> f.child(edge)), ownsWhole());
        }
    }

    /// Takes what the walk finds.
    interface Findings {
        /// A declared value is not there, or is another one.
        void differs(String path, Json desired, Optional<Json> live, List<Cursor> owners);

        /// A declared value is as declared.
        default void matches(String path, Json desired, Json live, List<Cursor> owners) {}
    }

    private final Json.Obj desired;
    private final Json.Obj live;
    private final Baseline baseline;
    private final Findings findings;

    Walk(Json.Obj desired, Json.Obj live, Baseline baseline, Findings findings) {
        this.desired = desired;
        this.live = live;
        this.baseline = baseline;
        this.findings = findings;
    }

    void run() {
        List<Cursor> cursors = new ArrayList<>();
        for (Manager manager : Manager.of(live)) {
            if (manager.subresource().isEmpty()) {
                cursors.add(new Cursor(manager, Optional.of(manager.fields()), false));
            }
        }
        fields("", desired, live, cursors, false);
    }

    private void value(String path, Json want, Optional<Json> have, List<Cursor> cursors, boolean isQuantity) {
        if (have.isEmpty()) {
            if (!Sameness.isNothing(want)) {
                differs(path, want, have, cursors);
            }
        } else if (want instanceof Json.Obj wanted
                && have.get() instanceof Json.Obj held
                && !wanted.fields().isEmpty()
                && cursors.stream().noneMatch(Cursor::ownsWhole)) {
            fields(path, wanted, held, cursors, isQuantity);
        } else if (want instanceof Json.Arr wanted && have.get() instanceof Json.Arr held) {
            items(path, wanted, held, cursors, isQuantity);
        } else {
            whole(path, want, have.get(), cursors, isQuantity);
        }
    }

    private void fields(String path, Json.Obj want, Json.Obj have, List<Cursor> cursors, boolean isQuantity) {
        want.fields().forEach((name, value) -> {
            String below = path + "/" + escape(name);
            if (!SKIPPED.contains(below)) {
                value(
                        below,
                        value,
                        have.get(name),
                        down(cursors, "f:" + name),
                        isQuantity || Sameness.holdsQuantities(name));
            }
        });
    }

    private void items(String path, Json.Arr want, Json.Arr have, List<Cursor> cursors, boolean isQuantity) {
        Set<String> edges = new TreeSet<>();
        cursors.forEach(cursor -> cursor.fields()
                .ifPresent(fields -> edges.addAll(fields.tree().fields().keySet())));
        if (edges.stream().anyMatch(edge -> edge.startsWith("k:"))) {
            for (Json item : want.items()) {
                keyed(path, item, have, edges, cursors, isQuantity);
            }
        } else if (edges.stream().anyMatch(edge -> edge.startsWith("v:"))) {
            for (Json item : want.items()) {
                String edge = "v:" + item.canonical();
                Optional<Json> held = have.items().contains(item) ? Optional.of(item) : Optional.empty();
                value(path + "[" + item.canonical() + "]", item, held, down(cursors, edge), isQuantity);
            }
        } else {
            whole(path, want, have, cursors, isQuantity);
        }
    }

    private void keyed(
            String path, Json item, Json.Arr have, Set<String> edges, List<Cursor> cursors, boolean isQuantity) {
        for (String edge : edges) {
            Optional<ListKey> key = ListKey.of(edge).filter(k -> k.isDeclaredBy(item));
            if (key.isPresent()) {
                Optional<Json> held =
                        have.items().stream().filter(key.get()::isKeyOf).findFirst();
                value(path + key.get().display(), item, held, down(cursors, edge), isQuantity);
                return;
            }
        }
        // nobody owns an item with this key, so it was removed, or it never came to be
        Optional<Json> held = have.items().stream()
                .filter(other -> Sameness.covers(item, other, isQuantity))
                .findFirst();
        value(path + "[" + nameOf(item) + "]", item, held, List.of(), isQuantity);
    }

    private void whole(String path, Json want, Json have, List<Cursor> cursors, boolean isQuantity) {
        if (Sameness.covers(want, have, isQuantity)) {
            findings.matches(path, want, have, cursors);
        } else {
            differs(path, want, Optional.of(have), cursors);
        }
    }

    private void differs(String path, Json want, Optional<Json> have, List<Cursor> cursors) {
        if (!baseline.explains(path, have)) {
            findings.differs(path, want, have, cursors);
        }
    }

    private static List<Cursor> down(List<Cursor> cursors, String edge) {
        List<Cursor> below = new ArrayList<>(cursors.size());
        for (Cursor cursor : cursors) {
            Cursor next = cursor.down(edge);
            if (next.isCovered() || next.fields().isPresent()) {
                below.add(next);
            }
        }
        return below;
    }

    private static String nameOf(Json item) {
        return item instanceof Json.Obj obj
                ? obj.text("name").map(name -> "name=" + name).orElse("?")
                : item.canonical();
    }

    static String escape(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}
