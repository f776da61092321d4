package io.pilothouse.core.explain;

import io.pilothouse.core.drift.Comparison;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Finds the fields in which an object would differ from what it is. Items of a list are told apart by their names
/// where they have some, as containers do, so that one inserted at the front does not change all behind it.
///
/// What the API server writes anew with every request is no change: the version, the field managers, the status.
public final class Changes {
    private static final Set<String> SKIPPED = Set.of(
            "/status",
            "/metadata/managedFields",
            "/metadata/resourceVersion",
            "/metadata/generation",
            "/metadata/creationTimestamp",
            "/metadata/uid",
            "/metadata/selfLink");

    private final boolean isSecret;
    private final Fingerprints fingerprints;
    private final List<Change> found = new ArrayList<>();

    private Changes(boolean isSecret, Fingerprints fingerprints) {
        this.isSecret = isSecret;
        this.fingerprints = fingerprints;
    }

    /// @param before the live object
    /// @param after what the API server would make of it
    /// @return the smallest parts that differ, in the order of the object
    public static List<Change> between(ResourceKey key, Json.Obj before, Json.Obj after, Fingerprints fingerprints) {
        Changes changes = new Changes(Comparison.isSecret(key), fingerprints);
        changes.compare("", before, after);
        return List.copyOf(changes.found);
    }

    private void compare(String path, Json before, Json after) {
        if (before.equals(after) || SKIPPED.contains(path)) {
            return;
        }
        if (before instanceof Json.Obj one && after instanceof Json.Obj other) {
            named(path, one.fields(), other.fields(), (above, name) -> above + "/" + escape(name));
            return;
        }
        if (before instanceof Json.Arr one && after instanceof Json.Arr other) {
            Optional<SequencedMap<String, Json>> from = byName(one);
            Optional<SequencedMap<String, Json>> to = byName(other);
            if (from.isPresent() && to.isPresent()) {
                named(path, from.get(), to.get(), (above, name) -> above + "[name=" + name + "]");
                return;
            }
            if (one.items().size() == other.items().size()) {
                for (int i = 0; i < one.items().size(); i++) {
                    compare(
                            path + "[" + i + "]",
                            one.items().get(i),
                            other.items().get(i));
                }
                return;
            }
        }
        found(path, Optional.of(before), Optional.of(after));
    }

    private interface Step {
        String below(String path, String name);
    }

    private void named(String path, SequencedMap<String, Json> before, SequencedMap<String, Json> after, Step step) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Optional<Json> from = Optional.ofNullable(before.get(name));
            Optional<Json> to = Optional.ofNullable(after.get(name));
            String here = step.below(path, name);
            if (from.isPresent() && to.isPresent()) {
                compare(here, from.get(), to.get());
            } else {
                found(here, from, to);
            }
        }
    }

    private void found(String path, Optional<Json> before, Optional<Json> after) {
        if (SKIPPED.contains(path) || (isSecret && ShownObject.isCopyOfObject(path))) {
            return;
        }
        boolean isHidden = isSecret && Comparison.isValueOfSecret(path);
        found.add(new Change(
                path,
                before.map(value -> fingerprints.show(value, isHidden)).orElse(""),
                after.map(value -> fingerprints.show(value, isHidden)).orElse("")));
    }

    private static Optional<SequencedMap<String, Json>> byName(Json.Arr list) {
        SequencedMap<String, Json> items = new LinkedHashMap<>();
        for (Json item : list.items()) {
            Optional<String> name = item instanceof Json.Obj obj ? obj.text("name") : Optional.empty();
            if (name.isEmpty() || items.put(name.get(), item) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(items);
    }

    private static String escape(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}
