package io.pilothouse.repository.rule;

import static io.pilothouse.repository.rule.RuleText.example;
import static io.pilothouse.repository.rule.RuleText.rule;
import static io.pilothouse.repository.rule.RuleText.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.status.Health;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleCheckTest {
    private final RuleCheck check = new RuleCheck();

    @Test
    void findsNothingWhereEveryExampleGetsWhatItExpects() {
        // Given
        HealthRule rule = rule(
                "status.phase == 'Running'",
                "status.phase == 'Broken'",
                "",
                example(yaml("{status: {phase: Running}}"), Health.HEALTHY, 14),
                example(yaml("{status: {phase: Broken}}"), Health.DEGRADED, 16),
                example(yaml("{status: {phase: Starting}}"), Health.PROGRESSING, 18),
                example(yaml("{spec: {}}"), Health.PROGRESSING, 20),
                example(yaml("{status: {}}"), Health.UNKNOWN, 22));
        // Then
        assertThat(check.check(List.of(rule))).isEmpty();
    }

    @Test
    void namesTheExampleThatGetsSomethingElse() {
        // Given
        HealthRule rule = rule(
                "status.phase == 'Running'",
                "",
                "",
                example(yaml("{status: {phase: Running}}"), Health.HEALTHY, 14),
                example(yaml("{status: {phase: Broken}}"), Health.DEGRADED, 16));
        // When
        List<InputError> errors = check.check(List.of(rule));
        // Then
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("PH-194");
            assertThat(error.origin()).hasToString("fleet/fleet.yaml:16");
            assertThat(error.message())
                    .isEqualTo("The health rule at fleet/fleet.yaml:12 says progressing of this example, which expects"
                            + " degraded (it is not yet what the rule at fleet/fleet.yaml:12 calls healthy): correct"
                            + " the rule or the example.");
        });
    }

    @Test
    void refusesARuleThatIsNoExpressionAndTriesNoneOfItsExamples() {
        // Given
        HealthRule rule = rule("status.phase = 1", "", "", example(yaml("{}"), Health.HEALTHY, 14));
        // When
        List<InputError> errors = check.check(List.of(rule));
        // Then
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("PH-193");
            assertThat(error.origin()).hasToString("fleet/fleet.yaml:12");
            assertThat(error.message())
                    .startsWith("The health rule cannot be used, the expression `healthy` is wrong at its line 1,"
                            + " column 14: ");
        });
    }

    @Test
    void refusesARuleWhoseTypesCannotBeRight() {
        assertThat(check.check(List.of(rule("1 + 'a' == 2", "", ""))))
                .extracting(InputError::code)
                .containsExactly("PH-193");
    }
}
