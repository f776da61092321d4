package io.pilothouse.core.application;

import java.util.Comparator;

/// Which application: the unit that is rendered, planned, applied and reported together.
///
/// @param cluster the cluster's name
/// @param layer infra or app
/// @param namespace the folder's namespace; empty in the infra layer
/// @param name the application's name
public record ApplicationKey(String cluster, Layer layer, String namespace, String name)
        implements Comparable<ApplicationKey> {
    private static final Comparator<ApplicationKey> ORDER = Comparator.comparing(ApplicationKey::cluster)
            .thenComparing(ApplicationKey::layer)
            .thenComparing(ApplicationKey::namespace)
            .thenComparing(ApplicationKey::name);

    @Override
    public int compareTo(ApplicationKey other) {
        return ORDER.compare(this, other);
    }

    /// @return the name within its cluster: `infra/cluster`, `app/shop/storefront`
    public String path() {
        return layer.folder() + "/" + (namespace.isEmpty() ? name : namespace + "/" + name);
    }

    /// @return for people: `prod-eu-1 app/shop/storefront`
    @Override
    public String toString() {
        return cluster + " " + path();
    }
}
