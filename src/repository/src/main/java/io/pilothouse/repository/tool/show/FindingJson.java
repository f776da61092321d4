package io.pilothouse.repository.tool.show;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.tool.lint.Finding;
import io.pilothouse.repository.tool.lint.LintResult;
import io.pilothouse.repository.tool.lint.Severity;
import java.util.List;

/// Writes findings for scripts. Fields are added in later versions, never renamed or removed.
public final class FindingJson {
    private FindingJson() {}

    /// @return `{version, clusters, applications, errors, warnings, notices, findings: [{severity, code, file,
    ///     document, line, message, hits: [{cluster, application}]}]}`
    public static Json.Obj of(LintResult result) {
        return new Fields()
                .with("version", 1)
                .with("clusters", result.clusters())
                .with("applications", result.applications())
                .with("errors", result.count(Severity.ERROR))
                .with("warnings", result.count(Severity.WARNING))
                .with("notices", result.count(Severity.NOTICE))
                .with(
                        "findings",
                        result.findings().stream().map(FindingJson::finding).toList())
                .build();
    }

    private static Json.Obj finding(Finding finding) {
        List<Json.Obj> hits = finding.hits().stream()
                .map(hit -> new Fields()
                        .with("cluster", hit.cluster())
                        .with("application", hit.application())
                        .build())
                .toList();
        return new Fields()
                .with("severity", finding.severity().word())
                .with("code", finding.code())
                .with("file", finding.origin().file())
                .with("document", finding.origin().document())
                .with("line", finding.origin().line())
                .with("message", finding.message())
                .with("hits", hits)
                .build();
    }
}
