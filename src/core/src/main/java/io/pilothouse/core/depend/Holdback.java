package io.pilothouse.core.depend;

import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was not applied in a run, and so what cannot be applied after it. Told of everything that is held back as well,
/// it holds back what depends on that in turn. Belongs to one thread.
public final class Holdback {
    private final Set<ResourceKey> missing = new HashSet<>();
    private final Map<Kind, ResourceKey> definitions = new HashMap<>();

    private record Kind(String group, String kind) {}

    /// It was not applied, for whatever reason.
    public void add(Manifest manifest) {
        missing.add(manifest.key());
        if (manifest.key().kind().equals("CustomResourceDefinition")) {
            definitions.put(
                    new Kind(
                            manifest.content().text("spec", "group").orElse(""),
                            manifest.content().text("spec", "names", "kind").orElse("")),
                    manifest.key());
        }
    }

    public boolean isEmpty() {
        return missing.isEmpty();
    }

    public void clear() {
        missing.clear();
        definitions.clear();
    }

    /// @return the first object it needs that was not applied; empty if nothing stands in its way
    public Optional<ResourceKey> blocker(Manifest manifest) {
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        ResourceKey definition =
                definitions.get(new Kind(manifest.key().group(), manifest.key().kind()));
        return definition != null
                ? Optional.of(definition)
                : Needs.of(manifest).stream().filter(missing::contains).sorted().findFirst();
    }
}
