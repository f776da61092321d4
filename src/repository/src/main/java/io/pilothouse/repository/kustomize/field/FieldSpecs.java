package io.pilothouse.repository.kustomize.field;

import io.pilothouse.repository.kustomize.resource.ResourceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The fields of one transformer, in their order. Knows by kind which of them an object may have, because most have
/// none.
public final class FieldSpecs {
    public static final FieldSpecs NONE = new FieldSpecs(List.of());
    /// Kinds are words of a file, so what is remembered of them is bounded.
    private static final int MOST_KINDS = 1_000;

    private final List<FieldSpec> all;
    private final Map<String, List<FieldSpec>> byKind = new ConcurrentHashMap<>();

    public FieldSpecs(List<FieldSpec> all) {
        this.all = List.copyOf(all);
    }

    public List<FieldSpec> all() {
        return all;
    }

    /// @return the fields that are meant for such an object
    public List<FieldSpec> of(ResourceId id) {
        List<FieldSpec> candidates = ofKind(id.kind());
        for (FieldSpec spec : candidates) {
            if (!spec.type().selects(id)) {
                return candidates.stream().filter(one -> one.type().selects(id)).toList();
            }
        }
        return candidates;
    }

    private List<FieldSpec> ofKind(String kind) {
        List<FieldSpec> known = byKind.get(kind);
        if (known != null) {
            return known;
        }
        List<FieldSpec> found = all.stream()
                .filter(spec ->
                        spec.type().kind().isEmpty() || spec.type().kind().equals(kind))
                .toList();
        if (byKind.size() < MOST_KINDS) {
            byKind.put(kind, found);
        }
        return found;
    }

    /// @return these and the others, or a field that one makes where it is missing and the other does not
    public Merged merge(List<FieldSpec> others) {
        if (others.isEmpty()) {
            return new Merged(this, Optional.empty());
        }
        List<FieldSpec> merged = new ArrayList<>(all);
        for (FieldSpec other : others) {
            Optional<FieldSpec> before =
                    merged.stream().filter(one -> one.covers(other)).findFirst();
            if (before.isEmpty()) {
                merged.add(other);
            } else if (before.get().creates() != other.creates()) {
                return new Merged(this, Optional.of(other));
            }
        }
        return new Merged(merged.size() == all.size() ? this : new FieldSpecs(merged), Optional.empty());
    }

    /// What came of a merge.
    ///
    /// @param specs the fields of both
    /// @param conflict a field that contradicts an earlier one
    public record Merged(FieldSpecs specs, Optional<FieldSpec> conflict) {}

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSpecs specs && all.equals(specs.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return Collections.unmodifiableList(all).toString();
    }
}
