package io.pilothouse.repository.kustomize.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
    private static final Map<String, String> LABELS =
            Map.of("app", "web", "tier", "front", "size", "7", "empty", "", "example.org/team", "shop");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | true",
                "app=web | true",
                "app==web | true",
                " app = web , tier = front | true",
                "app=web,tier=back | false",
                "app!=web | false",
                "app!=api | true",
                "none!=x | true",
                "app | true",
                "none | false",
                "!app | false",
                "! none | true",
                "app in (api, web) | true",
                "app in (api) | false",
                "none in (api) | false",
                "app notin (api,db) | true",
                "app notin (web) | false",
                "none notin (web) | true",
                "empty= | true",
                "empty in (,x) | true",
                "size>6 | true",
                "size>7 | false",
                "size<8 | true",
                "app>1 | false",
                "none<1 | false",
                "example.org/team=shop | true",
                "in in (in) | false",
                "app in (web),tier notin (back),!none,size>1 | true"
            })
    void selects(String selector, boolean isMatch) {
        assertThat(LabelSelector.parse(selector).orElseThrow().matches(LABELS)).isEqualTo(isMatch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=web",
                "app=web,",
                ",app",
                "app in",
                "app in (",
                "app in web",
                "app=a b",
                "app>x",
                "a!b",
                "(",
                "a=b c=d",
                "!",
                "app in (a b)"
            })
    void refusesWhatIsNoSelector(String selector) {
        assertThat(LabelSelector.parse(selector)).isEmpty();
    }
}
