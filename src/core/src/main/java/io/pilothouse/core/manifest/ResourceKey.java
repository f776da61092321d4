package io.pilothouse.core.manifest;

import java.util.Comparator;

/// Which object: the identity that stays when an object's API version changes.
///
/// @param group the API group, empty for the core group
/// @param kind for example `Deployment`
/// @param namespace empty for a cluster-scoped object
/// @param name the object's name
public record ResourceKey(String group, String kind, String namespace, String name) implements Comparable<ResourceKey> {
    private static final Comparator<ResourceKey> ORDER = Comparator.comparing(ResourceKey::group)
            .thenComparing(ResourceKey::kind)
            .thenComparing(ResourceKey::namespace)
            .thenComparing(ResourceKey::name);

    /// @return the group of an `apiVersion`: `apps` for `apps/v1`, empty for `v1`
    public static String groupOf(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    public boolean isNamespaced() {
        return !namespace.isEmpty();
    }

    /// @return true if its values must not be seen outside of the cluster, nor guessed at
    public boolean isSecret() {
        return kind.equals("Secret") && group.isEmpty();
    }

    @Override
    public int compareTo(ResourceKey other) {
        return ORDER.compare(this, other);
    }

    /// @return for people: `Deployment.apps shop/storefront`
    @Override
    public String toString() {
        return (group.isEmpty() ? kind : kind + "." + group) + " "
                + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
