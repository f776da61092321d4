package io.pilothouse.core.slice;

import io.pilothouse.core.application.ApplicationKey;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The variables of one application.
///
/// @param values by name
public record Variables(SortedMap<String, String> values) {
    public static final Variables NONE = new Variables(new TreeMap<>());

    /// Longer values are files, and belong into one.
    public static final int LONGEST_VALUE = 16 << 10;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern BUILT_IN = Pattern.compile("CLUSTER|ENVIRONMENT|NAMESPACE|APPLICATION|LABEL_.*");

    public Variables {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /// @return why nobody may declare a variable of this name; empty if one may
    public static Optional<String> problem(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("is no name of a variable: use letters, digits and underscores, a letter first");
        }
        return BUILT_IN.matcher(name).matches()
                ? Optional.of("is a variable that Pilothouse sets itself: choose another name")
                : Optional.empty();
    }

    /// @return these, and where both say something, what `narrower` says
    public Variables with(Map<String, String> narrower) {
        SortedMap<String, String> both = new TreeMap<>(values);
        both.putAll(narrower);
        return new Variables(both);
    }

    /// @return these, and what every application knows of itself: `CLUSTER`, `ENVIRONMENT`, `NAMESPACE`,
    ///     `APPLICATION`, and each label of its cluster, `region` as `LABEL_REGION`
    public Variables withBuiltIns(ApplicationKey application, ClusterSpec cluster) {
        SortedMap<String, String> all = new TreeMap<>(values);
        cluster.labels()
                .forEach((label, value) ->
                        all.put("LABEL_" + label.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
        all.put("CLUSTER", cluster.name());
        all.put("ENVIRONMENT", cluster.environment());
        all.put("NAMESPACE", application.namespace());
        all.put("APPLICATION", application.name());
        return new Variables(all);
    }
}
