package io.pilothouse.repository.kustomize.patch;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Merges two lists whose items are told apart by the values of some fields, such as containers by `name`, or ports by
/// `containerPort` and `protocol`. What the patch brings stands first. Follows `associative_sequence` of kyaml step by
/// step, because its order and its treatment of missing keys have become what everybody expects.
@SuppressWarnings("ReferenceEquality") // an item that only the patch has is laid over itself, which clears its nulls
final class KeyedLists {
    private final StrategicMerge merge;
    private final List<String> keys;
    private final Optional<Schema> item;
    private final List<String> path;

    /// @param keys one at least; the first must be in every item
    /// @param item what is known of the items
    KeyedLists(StrategicMerge merge, List<String> keys, Optional<Schema> item, List<String> path) {
        this.merge = merge;
        this.keys = keys;
        this.item = item;
        this.path = path;
    }

    /// @param ours the object's items, or the patch's own where the object has none
    /// @param theirs the patch's items, nothing where it does not speak of the list
    List<Json> merge(List<Json> ours, Optional<List<Json>> theirs) throws InapplicablePatchException {
        boolean isAdded = theirs.isPresent() && theirs.get() == ours;
        if (!hasKeys(ours, isAdded)) {
            if (theirs.isEmpty()) {
                return ours;
            }
            throw new InapplicablePatchException(
                    path,
                    "An item of the object's list has no " + keys.getFirst()
                            + ", by which a patch finds the item that it is for: add it.");
        }
        hasKeys(theirs.orElse(List.of()), true);
        List<List<String>> ids = ids(theirs.orElse(List.of()), ours);
        List<String> used = keys.stream()
                .filter(key ->
                        ids.stream().anyMatch(id -> !id.get(keys.indexOf(key)).isEmpty()))
                .toList();
        List<Json> kept = new ArrayList<>(ours);
        List<Json> merged = new ArrayList<>();
        IdentityHashMap<Json, Optional<Json>> brought = new IdentityHashMap<>();
        for (List<String> id : ids) {
            List<String> values =
                    used.stream().map(key -> id.get(keys.indexOf(key))).toList();
            Optional<Json> patch = theirs.flatMap(items -> find(items, used, values));
            Optional<Json> object = find(kept, used, values);
            Optional<Json> both = merge.merge(object, patch, item, StrategicMerge.below(path, id.getFirst()))
                    .filter(value -> !isNothing(value));
            patch.ifPresent(one -> brought.put(one, both));
            if (both.isEmpty()) {
                kept = with(kept, used, values, Optional.empty());
                continue;
            }
            refuseReplacing(object, patch);
            if (object.isPresent()) {
                kept.set(indexOf(kept, object.get()), both.get());
            }
            merged = with(merged, used, values, both);
        }
        List<Json> all = appended(merged, kept, used);
        refuseLosing(theirs.orElse(List.of()), brought, all);
        return all;
    }

    /// In the reference a port is lost that names its protocol, if the object's does not, or the other way round.
    private void refuseLosing(List<Json> theirs, IdentityHashMap<Json, Optional<Json>> brought, List<Json> all)
            throws InapplicablePatchException {
        Set<List<String>> seen = new HashSet<>();
        for (Json one : theirs) {
            Optional<Json> both = brought.getOrDefault(one, Optional.of(one));
            boolean isFirst = seen.add(keys.stream().map(key -> text(one, key)).toList());
            if (isFirst
                    && !isNothing(one)
                    && both.isPresent()
                    && keys.size() > 1
                    && all.stream().noneMatch(item -> item == both.get())) {
                throw new InapplicablePatchException(
                        path,
                        "An item of this list would be lost in Kustomize: give " + String.join(" and ", keys)
                                + " both in the patch and in the object.");
            }
        }
    }

    /// In the reference the item is replaced, and then replaced again by what it was.
    private void refuseReplacing(Optional<Json> object, Optional<Json> patch) throws InapplicablePatchException {
        if (object.isPresent()
                && patch.isPresent()
                && object.get() != patch.get()
                && patch.get() instanceof Json.Obj fields
                && Directive.of(fields, path) == Directive.REPLACE) {
            throw new InapplicablePatchException(
                    path,
                    "\"$patch: replace\" in an item of a list has no effect in Kustomize: set the fields to null that"
                            + " are to go, or delete the item in a patch before.");
        }
    }

    private boolean hasKeys(List<Json> items, boolean isPatch) throws InapplicablePatchException {
        for (Json one : items) {
            if (text(one, keys.getFirst()).isEmpty() && !isNothing(one)) {
                if (!isPatch) {
                    return false;
                }
                throw new InapplicablePatchException(
                        path,
                        "An item of this list has no " + keys.getFirst()
                                + ", which says for which item of the object it is: add it.");
            }
        }
        return true;
    }

    /// @return the values of the keys of every item, the patch's first
    private List<List<String>> ids(List<Json> theirs, List<Json> ours) {
        Set<List<String>> distinct = new LinkedHashSet<>();
        for (List<Json> items : List.of(theirs, ours)) {
            for (Json one : items) {
                if (!isNothing(one)) {
                    distinct.add(keys.stream().map(key -> text(one, key)).toList());
                }
            }
        }
        List<List<String>> ids = new ArrayList<>(distinct);
        if (keys.size() > 1) {
            for (int i = 0; i < ids.size(); i++) {
                for (int j = 0; j < ids.size(); j++) {
                    Optional<List<String>> common = common(ids.get(i), ids.get(j));
                    if (common.isPresent()) {
                        ids.set(i, common.get());
                        ids.set(j, common.get());
                    }
                }
            }
        }
        return ids;
    }

    /// @return what two ids have in common that differ only where one of them says nothing
    private static Optional<List<String>> common(List<String> one, List<String> other) {
        boolean isAlike = false;
        List<String> both = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            String a = one.get(i);
            String b = other.get(i);
            if (!a.equals(b) && !a.isEmpty() && !b.isEmpty()) {
                return Optional.empty();
            }
            isAlike |= a.equals(b);
            both.add(a.isEmpty() ? b : a);
        }
        return isAlike ? Optional.of(both) : Optional.empty();
    }

    /// @return the first item that has these values, of which empty ones do not count
    private static Optional<Json> find(List<Json> items, List<String> used, List<String> values) {
        Predicate<Json> matches = one -> {
            for (int i = 0; i < used.size(); i++) {
                if (!values.get(i).isEmpty() && !text(one, used.get(i)).equals(values.get(i))) {
                    return false;
                }
            }
            return true;
        };
        return items.stream().filter(matches).findFirst();
    }

    private static int indexOf(List<Json> items, Json wanted) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) == wanted) {
                return i;
            }
        }
        throw new IllegalArgumentException("the item was found in this list");
    }

    /// @return the list with the item in place of those that have these values, at its end where there are none
    private static List<Json> with(List<Json> items, List<String> used, List<String> values, Optional<Json> item) {
        List<Json> changed = new ArrayList<>();
        boolean isFound = false;
        for (Json one : items) {
            if (isNothing(one)) {
                continue;
            }
            if (!has(one, used, values)) {
                changed.add(one);
                continue;
            }
            isFound = true;
            item.ifPresent(changed::add);
        }
        if (!isFound) {
            item.ifPresent(changed::add);
        }
        return changed;
    }

    /// An empty value stands for any that is there; values may be fewer than keys.
    private static boolean has(Json one, List<String> used, List<String> values) {
        for (int i = 0; i < used.size() && i < values.size(); i++) {
            boolean isThere =
                    one instanceof Json.Obj object && object.get(used.get(i)).isPresent();
            if (!isThere || (!values.get(i).isEmpty() && !text(one, used.get(i)).equals(values.get(i)))) {
                return false;
            }
        }
        return true;
    }

    /// @return what was merged, then what the object had
    private static List<Json> appended(List<Json> merged, List<Json> kept, List<String> used) {
        List<Json> all = merged;
        for (Json one : kept) {
            List<String> values = new ArrayList<>();
            for (String key : used) {
                if (one instanceof Json.Obj object && object.get(key).isPresent()) {
                    values.add(text(one, key));
                } else {
                    all.add(one);
                }
            }
            if (used.size() > 1) {
                all = with(all, used, values, Optional.empty());
            }
            all = with(all, used, values, Optional.of(one));
        }
        return all;
    }

    private static boolean isNothing(Json value) {
        return value instanceof Json.Null
                || (value instanceof Json.Obj object && object.fields().isEmpty());
    }

    /// @return a key's value as text, empty where there is none
    private static String text(Json item, String key) {
        if (!(item instanceof Json.Obj object)) {
            return "";
        }
        return object.get(key).map(KeyedLists::text).orElse("");
    }

    private static String text(Json value) {
        return switch (value) {
            case Json.Text text -> text.value();
            case Json.Num num -> num.value().stripTrailingZeros().toPlainString();
            case Json.Bool bool -> Boolean.toString(bool.value());
            case Json.Null ignored -> "";
            case Json.Obj ignored -> "";
            case Json.Arr ignored -> "";
        };
    }
}
