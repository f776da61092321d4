package io.pilothouse.core.slice;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a namespace's folder may hold: `allowedKinds` and `deniedKinds` of its `namespace.yaml`. Kinds are written as
/// `Kind` for Kubernetes' core group and `Kind.group` for the others, `*.group` for a whole group.
///
/// @param tenant who the namespace belongs to, for people; empty if nobody says so
/// @param allowedKinds the only kinds there may be; all if there are none
/// @param deniedKinds kinds there may not be; wins over the others
public record NamespacePolicy(String tenant, SortedSet<String> allowedKinds, SortedSet<String> deniedKinds) {
    public static final NamespacePolicy NONE = new NamespacePolicy("", new TreeSet<>(), new TreeSet<>());

    public NamespacePolicy {
        allowedKinds = Collections.unmodifiableSortedSet(new TreeSet<>(allowedKinds));
        deniedKinds = Collections.unmodifiableSortedSet(new TreeSet<>(deniedKinds));
    }

    /// @return one clause saying why objects of this kind are refused; empty if they are not
    public Optional<String> objection(String group, String kind) {
        if (names(deniedKinds, group, kind)) {
            return Optional.of("denies the kind " + written(group, kind) + " here (deniedKinds)");
        }
        if (!allowedKinds.isEmpty() && !names(allowedKinds, group, kind)) {
            return Optional.of("allows other kinds than " + written(group, kind) + " only (allowedKinds)");
        }
        return Optional.empty();
    }

    private static boolean names(SortedSet<String> kinds, String group, String kind) {
        return kinds.contains(written(group, kind)) || (!group.isEmpty() && kinds.contains("*." + group));
    }

    private static String written(String group, String kind) {
        return group.isEmpty() ? kind : kind + "." + group;
    }
}
