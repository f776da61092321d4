package io.pilothouse.core.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstitutionTest {
    private static final TreeMap<String, String> VARIABLES =
            new TreeMap<>(Map.of("A", "1", "REGION", "eu", "EMPTY", "", "LOOP", "${A}", "MONEY", "$1 \\"));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`a ${A} b`, `a 1 b`",
                "`${A}${REGION}`, `1eu`",
                "`${EMPTY}`, ``",
                "`${EMPTY:=x}`, ``",
                "`${NONE:=x y}`, `x y`",
                "`${NONE:=}`, ``",
                "`${LOOP}`, `${A}`",
                "`${MONEY}`, `$1 \\`",
                "`$${A}`, `${A}`",
                "`$$${A}`, `$${A}`",
                "`$A ${} ${1} ${A-b} ${A:-b} ${ A }`, `$A ${} ${1} ${A-b} ${A:-b} ${ A }`",
                "`${A`, `${A`",
                "`${NONE:={a}}`, `{a}`",
            })
    void replacesWhatIsDeclaredAndNothingElse(String written, String becomes) {
        assertThat(Substitution.apply(written, VARIABLES).text()).isEqualTo(becomes);
    }

    @Test
    void tellsUnknownNamesFromMisspeltOnes() {
        // When
        Substitution.Outcome outcome = Substitution.apply("${HOME} ${REGON} ${B}", VARIABLES);

        // Then
        assertThat(outcome.unknown()).isEqualTo(List.of("HOME", "B"));
        assertThat(outcome.misspelt()).hasValueSatisfying(why -> assertThat(why).contains("did you mean REGION?"));
        assertThat(Substitution.apply("${HOME}", VARIABLES).misspelt()).isEmpty();
    }
}
