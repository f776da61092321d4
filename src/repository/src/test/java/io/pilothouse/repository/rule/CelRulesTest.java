package io.pilothouse.repository.rule;

import static io.pilothouse.repository.rule.RuleText.KEY;
import static io.pilothouse.repository.rule.RuleText.rule;
import static io.pilothouse.repository.rule.RuleText.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.health.CustomRule;
import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.policy.ObjectTarget;
import io.pilothouse.core.status.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelRulesTest {
    private static final CelRules RULES = new CelRules();
    private static final String LIVE = """
        metadata: {name: orders, annotations: {team: shop}}
        spec: {size: 3, ratio: 0.5}
        status: {phase: Running, ready: 2, message: "replica 2 is\\n  catching up",
          conditions: [{type: Ready, status: "False"}, {type: Synced, status: "True"}]}
        """;

    private static Verdict judge(HealthRule rule, String live) {
        return RULES.of(List.of(rule)).assess(KEY, yaml(live)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        status.phase == 'Running'                                                          | HEALTHY
        object.status.phase == 'Running' && spec.size == 3                                 | HEALTHY
        spec.ratio < 1 && status.ready < spec.size                                         | HEALTHY
        status.conditions.exists(c, c.type == 'Synced' && c.status == 'True')              | HEALTHY
        status.conditions.filter(c, c.type == 'Ready').all(c, c.status == 'False')         | HEALTHY
        has(metadata.annotations) && metadata.annotations['team'].startsWith('sh')         | HEALTHY
        !has(data.nothing) && 'team' in metadata.annotations                               | HEALTHY
        status.phase.matches('^Run.*')                                                     | HEALTHY
        status.ready == spec.size                                                          | PROGRESSING
        has(status.missing)                                                                | PROGRESSING
        """)
    void readsTheObjectAsItsAuthorExpects(String healthy, Health expected) {
        assertThat(judge(rule(healthy, "", ""), LIVE).health()).isEqualTo(expected);
    }

    @Test
    void letsTheWorstThatIsTrueCount() {
        assertThat(judge(rule("true", "true", "true"), LIVE).health()).isEqualTo(Health.DEGRADED);
        assertThat(judge(rule("true", "false", "true"), LIVE).health()).isEqualTo(Health.PROGRESSING);
        assertThat(judge(rule("true", "false", "false"), LIVE).health()).isEqualTo(Health.HEALTHY);
        assertThat(judge(rule("false", "false", "false"), LIVE).health()).isEqualTo(Health.PROGRESSING);
        assertThat(judge(rule("", "false", "false"), LIVE).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void takesATextForTheEvidence() {
        // Given
        HealthRule rule =
                rule("", "status.ready < spec.size ? 'only ' + string(status.ready) + ', ' + status.message : ''", "");
        // Then
        assertThat(judge(rule, LIVE))
                .extracting(Verdict::health, Verdict::evidence)
                .containsExactly(Health.DEGRADED, "only 2, replica 2 is catching up");
        assertThat(judge(rule, "{spec: {size: 3}, status: {ready: 3, message: x}}")
                        .health())
                .isEqualTo(Health.HEALTHY);
    }

    @Test
    void saysWhichRuleCameToTheVerdictWhereTheRuleGivesNoText() {
        assertThat(judge(rule("", "true", ""), LIVE).evidence()).isEqualTo("the rule at fleet/fleet.yaml:12 says so");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        status.missing == 1             | fails: in `healthy` the object lacks a field that it reads (missing); guard it with has(…)
        status.conditions[7].x == 1     | a list has fewer items
        status.phase > 3                | a value is of another type
        int(status.phase) > 1           | a text is no number
        status.ready / 0 == 1           | divides by zero
        object                          | gives map instead of true, false or a text
        status.ready                    | gives neither true or false nor a text
        nope == 1                       | at its line 1, column 1: undeclared reference to 'nope'
        status.phase ==                 | cannot be used: the expression `healthy` is wrong at its line 1
        1 + 'a' == 2                    | found no matching overload for '_+_' applied to '(int, string)'
        [1].map(x, x) == [1]            | undeclared reference to 'map'
        """)
    void isUnknownWithTheReasonWhereARuleFails(String healthy, String reason) {
        // When
        Verdict verdict = judge(rule(healthy, "", ""), LIVE);
        // Then
        assertThat(verdict.health()).isEqualTo(Health.UNKNOWN);
        assertThat(verdict.evidence())
                .startsWith("the health rule at fleet/fleet.yaml:12")
                .contains(reason);
    }

    @Test
    void quotesNoValueOfTheObjectWhenARuleFails() {
        // When
        Verdict verdict = judge(rule("int(spec.token) > 1", "", ""), "{spec: {token: hunter2}, status: {}}");
        // Then
        assertThat(verdict.health()).isEqualTo(Health.UNKNOWN);
        assertThat(verdict.evidence()).doesNotContain("hunter2");
    }

    @Test
    void hidesTheSecretOfASecretFromRules() {
        // Given
        HealthRule rule = new HealthRule(
                ObjectTarget.ALL,
                Optional.empty(),
                Optional.of("has(data.password) ? 'password is ' + data.password : 'no data, ' + metadata.name"),
                Optional.empty(),
                List.of(),
                RuleText.PLACE);
        ResourceKey secret = new ResourceKey("", "Secret", "shop", "a");
        // When
        Verdict verdict = RULES.of(List.of(rule)).assess(secret, yaml("""
            metadata: {name: a, annotations: {kubectl.kubernetes.io/last-applied-configuration: hunter2}}
            data: {password: aHVudGVyMg==}
            stringData: {password: hunter2}
            """)).orElseThrow();
        // Then
        assertThat(verdict.evidence()).isEqualTo("no data, a");
    }

    @Test
    void takesAnObjectWithoutStatusForOneOnItsWay() {
        assertThat(judge(rule("status.phase == 'Running'", "", ""), "{spec: {}}")
                        .health())
                .isEqualTo(Health.PROGRESSING);
    }

    @Test
    void endsRulesThatGoThroughTooMuch() {
        // Given a rule that would take a million million steps, and one that would fill the memory
        StringBuilder nested = new StringBuilder("true");
        for (int depth = 0; depth < 12; depth++) {
            nested.insert(0, "[1,2,3,4,5,6,7,8,9,10].all(x" + depth + ", ").append(')');
        }
        String joined = "(" + "status.message + ".repeat(20) + "'') == 'x'";
        String live = "{status: {message: " + "x".repeat(1_000) + "}}";
        long began = System.nanoTime();
        // Then
        assertThat(judge(rule(nested.toString(), "", ""), live).evidence()).contains("more items than it may");
        assertThat(judge(rule(joined, "", ""), live).evidence()).contains("becomes too large");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void refusesExpressionsThatAreTooLongOrTooDeep() {
        assertThat(judge(rule("true || ".repeat(600) + "true", "", ""), LIVE).health())
                .isEqualTo(Health.UNKNOWN);
        assertThat(judge(rule("(".repeat(500) + "true" + ")".repeat(500), "", ""), LIVE)
                        .health())
                .isEqualTo(Health.UNKNOWN);
    }

    @Test
    void leavesObjectsAloneThatNoRuleIsAbout() {
        // Given
        CustomRule custom = RULES.of(List.of(rule("false", "", "")));
        // Then
        assertThat(custom.assess(new ResourceKey("", "ConfigMap", "shop", "a"), yaml("{data: {}}")))
                .isEmpty();
    }

    @Test
    void goesByTheFirstRuleThatIsAboutTheObject() {
        // Given the application's own rule before the fleet's
        CustomRule custom = RULES.of(List.of(rule("true", "", ""), rule("", "true", "")));
        // Then
        assertThat(custom.assess(KEY, yaml(LIVE)).map(Verdict::health)).contains(Health.HEALTHY);
    }

    @Test
    void isNothingWithoutRules() {
        assertThat(RULES.of(List.of())).isSameAs(CustomRule.NONE);
    }
}
