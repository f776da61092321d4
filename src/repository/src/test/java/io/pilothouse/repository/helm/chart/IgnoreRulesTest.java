package io.pilothouse.repository.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {

    private static IgnoreRules rules(String text) throws RefusedChartException {
        return IgnoreRules.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        *.bak          | a.bak               | true
        *.bak          | deep/er/a.bak       | true
        *.bak          | a.bak.yaml          | false
        private/       | private/x           | true
        private/       | deep/private/x      | true
        private/       | private             | false
        /private       | private             | true
        /private       | deep/private        | false
        a/b.txt        | a/b.txt             | true
        a/b.txt        | x/a/b.txt           | false
        a/*            | a/b                 | true
        a/*            | a/b/c               | true
        a?c            | abc                 | true
        [ab].txt       | b.txt               | true
        [^ab].txt      | c.txt               | true
        [^ab].txt      | a.txt               | false
        {a}.txt        | {a}.txt             | true
        # *.txt        | a.txt               | false
        none           | templates/.x.yaml   | true
        none           | .helmignore         | true
        none           | charts/templates/.x | false
        !*.yaml        | readme.md           | true
        !*.yaml        | a.yaml              | false
        """)
    void leavesOutWhatHelmLeavesOut(String rule, String path, boolean isIgnored) throws RefusedChartException {
        assertThat(rules(rule).isIgnored(path)).isEqualTo(isIgnored);
    }

    @Test
    void refusesWhatHelmRefuses() {
        RefusedChartException refused =
                catchThrowableOfType(RefusedChartException.class, () -> rules("# fine\n\n**/x\n"));

        assertThat(refused.code()).isEqualTo("PH-180");
        assertThat(refused.file()).isEqualTo(".helmignore");
        assertThat(refused.line()).isEqualTo(3);
    }
}
