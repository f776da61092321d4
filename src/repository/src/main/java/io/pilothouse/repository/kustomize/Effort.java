package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Ends builds that a few hostile lines have made endless: each step over each object counts, and what patches and
/// replacements have copied into itself again and again is found before anybody writes it out. Counts steps instead of
/// seconds, so that the same commit is refused on every machine. Not safe for use by several threads at once.
final class Effort {
    private static final long MOST_STEPS = 5_000_000;
    private static final int MOST_NODES = 200_000;
    private static final int DEEPEST = 200;
    private static final long MOST_CHARACTERS = 4 << 20;

    private long steps;
    private int nodes;
    private long characters;

    /// Counts one transformer.
    void spend(ResourceSet resources, Place place) throws RefusedSourceException {
        steps += resources.size() + 1;
        if (steps > MOST_STEPS) {
            throw refused(place, "takes more than " + MOST_STEPS + " steps to build: split it");
        }
    }

    /// Measures the objects that were not there before.
    ///
    /// @param before the contents that were, which are known by identity
    void measure(Set<Identity> before, ResourceSet resources, Place place) throws RefusedSourceException {
        for (Resource resource : resources.all()) {
            if (!before.contains(new Identity(resource.content()))) {
                nodes = 0;
                characters = 0;
                if (!isSmall(resource.content(), 0)) {
                    throw refused(place, "grows " + resource.id() + " beyond all limits by copying: remove that");
                }
            }
        }
    }

    /// @return the contents that are
    static Set<Identity> contents(ResourceSet resources) {
        Set<Identity> contents = new HashSet<>();
        resources.all().forEach(one -> contents.add(new Identity(one.content())));
        return contents;
    }

    /// A value that is equal to itself only.
    record Identity(Json.Obj value) {
        @Override
        @SuppressWarnings("ReferenceEquality") // that is its purpose
        public boolean equals(Object other) {
            return other instanceof Identity identity && identity.value == value;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(value);
        }
    }

    private boolean isSmall(Json value, int depth) {
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            return false;
        }
        return switch (value) {
            case Json.Obj object -> {
                for (Map.Entry<String, Json> field : object.fields().entrySet()) {
                    characters += field.getKey().length();
                    if (!isSmall(field.getValue(), depth + 1)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Json.Arr list -> list.items().stream().allMatch(item -> isSmall(item, depth + 1));
            case Json.Text text -> (characters += text.value().length()) <= MOST_CHARACTERS;
            case Json.Num ignored -> true;
            case Json.Bool ignored -> true;
            case Json.Null ignored -> true;
        };
    }

    private static RefusedSourceException refused(Place place, String why) {
        return new RefusedSourceException(new InputError("PH-156", place.origin(), "The kustomization " + why + "."));
    }
}
