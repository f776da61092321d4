package io.pilothouse.repository.tool.show;

import io.pilothouse.repository.tool.lint.Finding;
import io.pilothouse.repository.tool.lint.Hit;
import io.pilothouse.repository.tool.lint.LintResult;
import io.pilothouse.repository.tool.lint.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes findings as compilers do, `file:line: error: sentence`, which terminals, editors and the logs of CI servers
/// make links of.
public final class FindingText {
    private static final int MOST_APPLICATIONS = 4;
    private static final String END = "\u001B[0m";

    private final boolean isColoured;

    /// @param isColoured the text goes to a terminal
    public FindingText(boolean isColoured) {
        this.isColoured = isColoured;
    }

    /// @return all findings, and a last line that counts them
    public List<String> lines(LintResult result) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : result.findings()) {
            lines.add(bold(finding.origin().toString()) + ": " + word(finding.severity()) + ": " + finding.message()
                    + " (" + finding.code() + ")");
            concerned(finding.hits()).forEach(line -> lines.add("    " + line));
        }
        lines.add(summary(result));
        return lines;
    }

    /// @return whom a finding concerns, one application in a line
    public static List<String> concerned(SortedSet<Hit> hits) {
        Map<String, SortedSet<String>> byApplication = new TreeMap<>();
        hits.forEach(hit -> byApplication
                .computeIfAbsent(hit.application(), ignored -> new TreeSet<>())
                .add(hit.cluster()));
        List<String> lines = new ArrayList<>();
        byApplication.forEach((application, clusters) -> {
            if (lines.size() < MOST_APPLICATIONS) {
                lines.add(
                        (application.isEmpty() ? "concerns " : "in " + application + " of ") + Counted.names(clusters));
            }
        });
        if (byApplication.size() > MOST_APPLICATIONS) {
            lines.add("and in " + Counted.of(byApplication.size() - MOST_APPLICATIONS, "more application"));
        }
        return lines;
    }

    private static String summary(LintResult result) {
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = result.count(severity);
            if (count > 0) {
                counts.add(Counted.of(count, severity.word()));
            }
        }
        return (counts.isEmpty() ? "Nothing to complain about" : Counted.joined(counts)) + " in "
                + Counted.of(result.clusters(), "cluster") + " with "
                + Counted.of(result.applications(), "application") + ".";
    }

    private String word(Severity severity) {
        String colour = switch (severity) {
            case ERROR -> "\u001B[1;31m";
            case WARNING -> "\u001B[1;33m";
            case NOTICE -> "\u001B[1;36m";
        };
        return isColoured ? colour + severity.word() + END : severity.word();
    }

    private String bold(String text) {
        return isColoured ? "\u001B[1m" + text + END : text;
    }
}
