package io.pilothouse.repository.tool.compare;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.repository.tool.compare.ApplicationChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares two renderings of an application.
final class ApplicationComparison {
    private ApplicationComparison() {}

    /// @param before empty if there was no such application
    /// @param after empty if there is none any more; one of the two is there
    static ApplicationChange of(Optional<Rendering> before, Optional<Rendering> after) {
        ApplicationKey key = after.or(() -> before).orElseThrow().key();
        List<InputError> errors = new ArrayList<>(errors(after));
        List<ObjectChange> objects =
                errors.isEmpty() && errors(before).isEmpty() ? objects(manifests(before), manifests(after)) : List.of();
        return new ApplicationChange(key, kind(before, after, objects), objects, errors);
    }

    private static Kind kind(Optional<Rendering> before, Optional<Rendering> after, List<ObjectChange> objects) {
        if (after.isEmpty()) {
            return Kind.REMOVED;
        }
        boolean isRefused = !errors(after).isEmpty();
        if (before.isEmpty()) {
            return isRefused ? Kind.REFUSED : Kind.ADDED;
        }
        boolean wasRefused = !errors(before).isEmpty();
        if (isRefused || wasRefused) {
            return isRefused && wasRefused ? Kind.REFUSED : isRefused ? Kind.BROKEN : Kind.MENDED;
        }
        if (!objects.isEmpty()) {
            return Kind.CHANGED;
        }
        boolean isSamePolicy = before.get() instanceof Rendering.Rendered was
                && after.get() instanceof Rendering.Rendered is
                && was.policy().equals(is.policy());
        return isSamePolicy ? Kind.SAME : Kind.SETTINGS;
    }

    private static List<ObjectChange> objects(Map<ResourceKey, Manifest> before, Map<ResourceKey, Manifest> after) {
        List<ObjectChange> changes = new ArrayList<>();
        TreeSet<ResourceKey> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (ResourceKey key : keys) {
            Optional<Manifest> was = Optional.ofNullable(before.get(key));
            Optional<Manifest> is = Optional.ofNullable(after.get(key));
            if (was.isEmpty()) {
                changes.add(new ObjectChange.Added(key, is.orElseThrow().origin()));
            } else if (is.isEmpty()) {
                changes.add(new ObjectChange.Removed(key, was.get().origin()));
            } else if (!was.get().content().equals(is.get().content())) {
                changes.add(new ObjectChange.Changed(
                        key,
                        is.get().origin(),
                        fields(key, was.get().content(), is.get().content())));
            }
        }
        return changes;
    }

    private static List<FieldChange> fields(ResourceKey key, Json.Obj before, Json.Obj after) {
        List<FieldChange> fields = FieldChanges.between(before, after);
        return !Secrets.isSecret(key)
                ? fields
                : fields.stream()
                        .map(field -> new FieldChange(field.path(), Optional.empty(), Optional.empty()))
                        .toList();
    }

    private static Map<ResourceKey, Manifest> manifests(Optional<Rendering> rendering) {
        Map<ResourceKey, Manifest> manifests = new TreeMap<>();
        if (rendering.isPresent() && rendering.get() instanceof Rendering.Rendered rendered) {
            rendered.manifests().forEach(manifest -> manifests.put(manifest.key(), manifest));
        }
        return manifests;
    }

    private static List<InputError> errors(Optional<Rendering> rendering) {
        return rendering.isPresent() && rendering.get() instanceof Rendering.Refused refused
                ? refused.errors()
                : List.of();
    }
}
