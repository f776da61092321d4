package io.pilothouse.repository.tool.lint;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Collects findings. The same mistake, met once for every cluster that shares a file, is one finding that names them
/// all.
final class Report {
    /// What was not fetched cannot be checked here, which is no mistake.
    private static final Set<String> NOT_HERE = Set.of("PH-142");

    private final Map<Same, Met> met = new LinkedHashMap<>();

    /// What makes two findings one.
    private record Same(Severity severity, String code, Origin origin, String message) {}

    private record Met(String message, SortedSet<Hit> hits) {}

    /// @param cluster whose name in the sentences does not make them different ones
    void add(Severity severity, Collection<InputError> errors, String cluster, String application) {
        Pattern name = Pattern.compile("(?<![a-z0-9-])" + Pattern.quote(cluster) + "(?![a-z0-9-])");
        for (InputError error : errors) {
            String same = name.matcher(error.message()).replaceAll(Matcher.quoteReplacement("<cluster>"));
            Severity mild = NOT_HERE.contains(error.code()) ? Severity.NOTICE : severity;
            met(mild, error.code(), error.origin(), same, error.message()).add(new Hit(cluster, application));
        }
    }

    void add(Severity severity, String code, Origin origin, String message) {
        met(severity, code, origin, message, message);
    }

    void add(Severity severity, Collection<InputError> errors) {
        errors.forEach(error -> add(severity, error.code(), error.origin(), error.message()));
    }

    private SortedSet<Hit> met(Severity severity, String code, Origin origin, String same, String message) {
        return met.computeIfAbsent(new Same(severity, code, origin, same), ignored -> new Met(message, new TreeSet<>()))
                .hits();
    }

    /// @return everything, by file and line
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        met.forEach((same, found) -> findings.add(new Finding(
                same.severity(), same.code(), same.origin(), found.message(), withoutClusters(found.hits()))));
        findings.sort(null);
        return findings;
    }

    /// Where a cluster's applications are named, the cluster as a whole need not be.
    private static SortedSet<Hit> withoutClusters(SortedSet<Hit> hits) {
        boolean hasApplications =
                hits.stream().anyMatch(hit -> !hit.application().isEmpty());
        Optional<SortedSet<Hit>> named = hasApplications
                ? Optional.of(new TreeSet<>(hits.stream()
                        .filter(hit -> !hit.application().isEmpty())
                        .toList()))
                : Optional.empty();
        return named.orElse(hits);
    }
}
