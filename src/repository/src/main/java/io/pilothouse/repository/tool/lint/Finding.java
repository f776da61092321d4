package io.pilothouse.repository.tool.lint;

import io.pilothouse.core.manifest.Origin;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/// Something found in a fleet repository.
///
/// @param severity how much it matters
/// @param code stable, such as `PH-110`
/// @param origin where it stands
/// @param message one sentence for people; never quotes the file
/// @param hits whom it concerns; empty where it concerns the repository as such
public record Finding(Severity severity, String code, Origin origin, String message, SortedSet<Hit> hits)
        implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.origin().file())
            .thenComparingInt(finding -> finding.origin().line())
            .thenComparing(Finding::severity)
            .thenComparing(Finding::code)
            .thenComparing(Finding::message);

    public Finding {
        hits = Collections.unmodifiableSortedSet(new TreeSet<>(hits));
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
