package io.pilothouse.repository.tool.lint;

import java.util.Comparator;

/// Whom a finding concerns.
///
/// @param cluster the cluster's name
/// @param application its path within the cluster, such as `app/shop/storefront`; empty for the whole cluster
public record Hit(String cluster, String application) implements Comparable<Hit> {
    private static final Comparator<Hit> ORDER =
            Comparator.comparing(Hit::application).thenComparing(Hit::cluster);

    @Override
    public int compareTo(Hit other) {
        return ORDER.compare(this, other);
    }
}
