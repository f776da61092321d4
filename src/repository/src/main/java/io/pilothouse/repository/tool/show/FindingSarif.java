package io.pilothouse.repository.tool.show;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.repository.tool.lint.Finding;
import io.pilothouse.repository.tool.lint.LintResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Writes findings as SARIF 2.1.0, which code scanning services show beside the lines of a merge request.
public final class FindingSarif {
    private static final String SAFE = "-._~/";

    private final String version;
    private final String prefix;

    /// @param version of this program
    /// @param prefix the fleet repository's folder within the Git repository; empty for its root
    public FindingSarif(String version, String prefix) {
        this.version = version;
        this.prefix = prefix;
    }

    /// @return one log with one run
    public Json.Obj of(LintResult result) {
        SortedSet<String> codes = new TreeSet<>();
        result.findings().forEach(finding -> codes.add(finding.code()));
        List<String> order = List.copyOf(codes);
        List<Json.Obj> rules = order.stream().map(FindingSarif::rule).toList();
        Json.Obj driver = new Fields()
                .with("name", "pilothouse repo lint")
                .with("semanticVersion", version)
                .with("rules", rules)
                .build();
        List<Json.Obj> results = new ArrayList<>();
        for (Finding finding : result.findings()) {
            results.add(result(finding, order.indexOf(finding.code())));
        }
        Json.Obj run = new Fields()
                .with("tool", new Fields().with("driver", driver).build())
                .with("columnKind", "utf16CodeUnits")
                .with("results", results)
                .build();
        return new Fields()
                .with("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .with("version", "2.1.0")
                .with("runs", List.of(run))
                .build();
    }

    private static Json.Obj rule(String code) {
        return new Fields()
                .with("id", code)
                .with("shortDescription", text("Pilothouse's code " + code + ", explained in src/docs/codes.md"))
                .build();
    }

    private Json.Obj result(Finding finding, int rule) {
        List<String> concerned = FindingText.concerned(finding.hits());
        String hits = concerned.isEmpty() ? "" : " (" + String.join("; ", concerned) + ")";
        Json.Obj location = new Fields()
                .with(
                        "artifactLocation",
                        new Fields().with("uri", uri(finding.origin().file())).build())
                .with(
                        "region",
                        new Fields()
                                .with("startLine", Math.max(1, finding.origin().line()))
                                .build())
                .build();
        String identity = finding.code() + "\n" + finding.origin().file() + "\n" + finding.message();
        return new Fields()
                .with("ruleId", finding.code())
                .with("ruleIndex", rule)
                .with(
                        "level",
                        switch (finding.severity()) {
                            case ERROR -> "error";
                            case WARNING -> "warning";
                            case NOTICE -> "note";
                        })
                .with("message", text(finding.message() + hits))
                .with(
                        "locations",
                        List.of(new Fields().with("physicalLocation", location).build()))
                .with(
                        "partialFingerprints",
                        new Fields()
                                .with("pilothouse/v1", Digest.of(identity).hex())
                                .build())
                .build();
    }

    private static Json.Obj text(String sentence) {
        return new Fields().with("text", sentence).build();
    }

    /// A relative reference as RFC 3986 has it, so that a name with a colon or a space is no other address.
    private String uri(String file) {
        StringBuilder out = new StringBuilder();
        String path = prefix.isEmpty() ? file : prefix + "/" + file;
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            boolean isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (isPlain || SAFE.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append("%%%02X".formatted((int) c));
            }
        }
        return out.toString();
    }
}
