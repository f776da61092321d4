package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Who owns what at one place of an object, and below it: the field sets of all its managers, walked down together.
///
/// @param shares what each manager owns here; managers that own nothing here are left out
record Owners(List<Share> shares) {
    static final Owners NOBODY = new Owners(List.of());

    /// What one manager owns here.
    record Share(Manager manager, FieldSet fields) {}

    /// Where an item of a keyed list is.
    ///
    /// @param key as far as it is known
    /// @param owners of the item and what is below it
    record Place(Optional<ListKey> key, Owners owners) {
        /// @return the step of a path
        String step() {
            return key.map(ListKey::display).orElse("[?]");
        }

        Optional<Json> in(Json.Arr list) {
            return key.flatMap(k -> list.items().stream().filter(k::isKeyOf).findFirst());
        }
    }

    /// How the API server tells the items of a list apart, as far as its managers' field sets show it.
    sealed interface Items {
        /// By key fields.
        record Keyed(SequencedMap<ListKey, Owners> byKey) implements Items {
            /// Of an item that nobody owns, the key is known only as far as the item itself says it.
            Place placeOf(Json item) {
                return ListKey.declaredBy(item, byKey.keySet())
                        .map(key -> new Place(Optional.of(key), byKey.getOrDefault(key, NOBODY)))
                        .orElseGet(() -> new Place(byKey.firstEntry().getKey().likewise(item), NOBODY));
            }
        }

        /// By their value.
        record Members(SequencedMap<Json, Owners> byValue) implements Items {
            Owners ownersOf(Json item) {
                return byValue.getOrDefault(item, NOBODY);
            }
        }

        /// Not at all: the list is one value, or nobody owns any of it.
        record Whole() implements Items {}
    }

    Owners {
        shares = List.copyOf(shares);
    }

    /// Subresources count: `scale` writes `/spec/replicas`.
    static Owners of(Json.Obj live) {
        return new Owners(Manager.of(live).stream()
                .map(manager -> new Share(manager, manager.fields()))
                .toList());
    }

    Owners field(String name) {
        String edge = "f:" + name;
        List<Share> below = new ArrayList<>(shares.size());
        for (Share share : shares) {
            share.fields().child(edge).ifPresent(fields -> below.add(new Share(share.manager(), fields)));
        }
        return below.isEmpty() ? NOBODY : new Owners(below);
    }

    Items items() {
        SequencedMap<ListKey, Owners> byKey = new LinkedHashMap<>();
        SequencedMap<Json, Owners> byValue = new LinkedHashMap<>();
        for (Share share : shares) {
            for (String text : share.fields().tree().fields().keySet()) {
                Owners below = new Owners(List.of(
                        new Share(share.manager(), share.fields().child(text).orElseThrow())));
                switch (Edge.of(text).orElseGet(Edge.Self::new)) {
                    case Edge.Item(ListKey key) -> byKey.merge(key, below, Owners::and);
                    case Edge.Member(Json value) -> byValue.merge(value, below, Owners::and);
                    case Edge.Field _, Edge.Self _ -> {}
                }
            }
        }
        if (!byKey.isEmpty()) {
            return new Items.Keyed(byKey);
        }
        return byValue.isEmpty() ? new Items.Whole() : new Items.Members(byValue);
    }

    private Owners and(Owners others) {
        List<Share> all = new ArrayList<>(shares);
        all.addAll(others.shares);
        return new Owners(all);
    }

    /// @return true if what is here is owned as one value. A manager that owns an empty map looks the same, but
    ///     then others own something below it
    boolean isWhole() {
        return shares.stream().anyMatch(share -> share.fields().isLeaf())
                && shares.stream().noneMatch(share -> share.fields().isParent());
    }

    /// @return true if what is here is ours, maybe not ours alone
    boolean isOurs() {
        return ours().filter(share -> share.fields().isOwned()).isPresent();
    }

    /// @return what we own here and below
    Optional<Share> ours() {
        return shares.stream().filter(share -> share.manager().isOurs()).findFirst();
    }

    /// @return who else owns what is here: of several the one that wrote last
    Optional<Manager> stranger() {
        return shares.stream()
                .filter(share -> share.fields().isOwned() && !share.manager().isOurs())
                .map(Share::manager)
                .max(Comparator.comparing(manager -> manager.at().orElse(Instant.MIN)));
    }
}
