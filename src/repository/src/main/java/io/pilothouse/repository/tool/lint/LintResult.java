package io.pilothouse.repository.tool.lint;

import java.util.List;

/// What came of looking through a fleet repository.
///
/// @param findings by file and line
/// @param clusters how many were looked at
/// @param applications of all of these clusters
public record LintResult(List<Finding> findings, int clusters, int applications) {
    public LintResult {
        findings = List.copyOf(findings);
    }

    /// @return how many there are
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
