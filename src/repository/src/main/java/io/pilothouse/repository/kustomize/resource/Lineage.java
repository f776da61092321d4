package io.pilothouse.repository.kustomize.resource;

import java.util.ArrayList;
import java.util.List;

/// What an object was called before, and by what its names were changed.
///
/// @param former earlier names, oldest first
/// @param prefixes what was put before its name, in the order in which that was done
/// @param suffixes what was put after its name, in the order in which that was done
/// @param referrers what refers to it by name
public record Lineage(List<Former> former, List<String> prefixes, List<String> suffixes, List<ResourceId> referrers) {
    public static final Lineage NONE = new Lineage(List.of(), List.of(), List.of(), List.of());

    public Lineage {
        former = List.copyOf(former);
        prefixes = List.copyOf(prefixes);
        suffixes = List.copyOf(suffixes);
        referrers = List.copyOf(referrers);
    }

    /// An earlier name.
    ///
    /// @param namespace its effective namespace, see [ResourceId#effectiveNamespace]
    public record Former(String kind, String name, String namespace) {}

    public Lineage withFormer(ResourceId id) {
        Former now = new Former(id.kind(), id.name(), id.effectiveNamespace());
        return new Lineage(appended(former, now), prefixes, suffixes, referrers);
    }

    public Lineage withPrefix(String prefix) {
        return prefix.isEmpty() ? this : new Lineage(former, appended(prefixes, prefix), suffixes, referrers);
    }

    public Lineage withSuffix(String suffix) {
        return suffix.isEmpty() ? this : new Lineage(former, prefixes, appended(suffixes, suffix), referrers);
    }

    public Lineage withReferrer(ResourceId id) {
        return new Lineage(former, prefixes, suffixes, appended(referrers, id));
    }

    private static <T> List<T> appended(List<T> items, T item) {
        List<T> more = new ArrayList<>(items.size() + 1);
        more.addAll(items);
        more.add(item);
        return more;
    }
}
