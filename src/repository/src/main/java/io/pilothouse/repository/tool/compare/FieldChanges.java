package io.pilothouse.repository.tool.compare;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the fields that two versions of an object disagree about. Items of a list are told apart by their names where
/// they have some, as containers do, so that one inserted at the front does not change all behind it.
public final class FieldChanges {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private final List<FieldChange> found = new ArrayList<>();

    private FieldChanges() {}

    /// @return the smallest parts that differ, in the order of the object
    public static List<FieldChange> between(Json.Obj before, Json.Obj after) {
        FieldChanges changes = new FieldChanges();
        changes.compare("", before, after);
        return changes.found;
    }

    private void compare(String path, Json before, Json after) {
        if (before.equals(after)) {
            return;
        }
        if (before instanceof Json.Obj one && after instanceof Json.Obj other) {
            named(path, one.fields(), other.fields(), FieldChanges::field);
            return;
        }
        if (before instanceof Json.Arr one && after instanceof Json.Arr other) {
            Optional<SequencedMap<String, Json>> from = byName(one);
            Optional<SequencedMap<String, Json>> to = byName(other);
            boolean isSameOrder = from.isPresent()
                    && to.isPresent()
                    && common(from.get(), to.get()).equals(common(to.get(), from.get()));
            if (isSameOrder) {
                named(path, from.get(), to.get(), (above, name) -> above + "[" + name + "]");
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
        found.add(new FieldChange(path, Optional.of(before), Optional.of(after)));
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
                found.add(new FieldChange(here, from, to));
            }
        }
    }

    private static String field(String path, String name) {
        String shown = PLAIN.matcher(name).matches() ? name : new Json.Text(name).canonical();
        boolean isPlain = shown.equals(name);
        return path.isEmpty() ? shown : isPlain ? path + "." + shown : path + "[" + shown + "]";
    }

    private static List<String> common(SequencedMap<String, Json> one, SequencedMap<String, Json> other) {
        return one.keySet().stream().filter(other::containsKey).toList();
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
}
