package io.pilothouse.repository.tool.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.repository.tool.lint.Finding;
import io.pilothouse.repository.tool.lint.Hit;
import io.pilothouse.repository.tool.lint.LintResult;
import io.pilothouse.repository.tool.lint.Severity;
import io.pilothouse.repository.yaml.YamlGate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The rules of SARIF 2.1.0 that code scanning services insist on.
class FindingSarifTest {
    private static final LintResult RESULT = new LintResult(
            List.of(
                    finding(Severity.ERROR, "PH-150", "app/a b.yaml", 3),
                    finding(Severity.WARNING, "PH-161", "host/x@1234567:app/ü.yaml", 1),
                    finding(Severity.NOTICE, "PH-150", "app", 0)),
            2,
            3);

    private final Json.Obj log = new FindingSarif("1.2.3", "sub").of(RESULT);
    private final Json.Obj run = (Json.Obj) log.items("runs").getFirst();

    @Test
    void saysWhatItIs() {
        assertThat(log.text("version")).contains("2.1.0");
        assertThat(URI.create(log.text("$schema").orElseThrow()).isAbsolute()).isTrue();
        assertThat(log.items("runs")).hasSize(1);
        assertThat(run.text("tool", "driver", "name")).contains("pilothouse repo lint");
    }

    @Test
    void listsEachRuleOnceAndRefersToItByItsNumber() {
        List<Json> rules = run.items("tool", "driver", "rules");
        assertThat(rules)
                .extracting(rule -> ((Json.Obj) rule).text("id").orElseThrow())
                .containsExactly("PH-150", "PH-161");
        assertThat(rules)
                .allSatisfy(rule -> assertThat(((Json.Obj) rule).text("shortDescription", "text"))
                        .isPresent());
        assertThat(run.items("results")).hasSize(3).allSatisfy(each -> {
            Json.Obj result = (Json.Obj) each;
            Json.Obj rule = (Json.Obj) rules.get((int) result.integer(-1, "ruleIndex"));
            assertThat(result.text("ruleId")).isEqualTo(rule.text("id"));
        });
    }

    @Test
    void givesEachResultALevelASentenceAndAPlace() {
        for (Json each : run.items("results")) {
            Json.Obj result = (Json.Obj) each;
            assertThat(Set.of("none", "note", "warning", "error"))
                    .contains(result.text("level").orElseThrow());
            assertThat(result.text("message", "text").orElseThrow()).contains("A sentence.", "in app/x of eu");
            assertThat(result.object("partialFingerprints").fields()).isNotEmpty();
            assertThat(result.items("locations")).hasSize(1);
            Json.Obj place = ((Json.Obj) result.items("locations").getFirst()).object("physicalLocation");
            URI uri = URI.create(place.text("artifactLocation", "uri").orElseThrow());
            assertThat(uri.isAbsolute()).isFalse();
            assertThat(uri.getPath()).startsWith("sub/");
            assertThat(place.integer(0, "region", "startLine")).isPositive();
        }
    }

    @Test
    void isWrittenAsJsonThatReadsBack() {
        assertThat(YamlGate.parse(PrettyJson.write(log).getBytes(StandardCharsets.UTF_8))
                        .documents()
                        .getFirst()
                        .content())
                .isEqualTo(log);
    }

    private static Finding finding(Severity severity, String code, String file, int line) {
        return new Finding(
                severity,
                code,
                new Origin(file, 1, line),
                "A sentence.",
                new TreeSet<>(Set.of(new Hit("eu", "app/x"))));
    }
}
