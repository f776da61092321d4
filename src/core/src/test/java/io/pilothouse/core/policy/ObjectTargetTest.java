package io.pilothouse.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.manifest.ResourceKey;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectTargetTest {
    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "shop", "web-1");

    @ParameterizedTest
    @CsvSource({
        "'', '', '', '', true",
        "apps, Deployment, shop, web-1, true",
        "'', '', '', web-*, true",
        "'', '', '', '*-1', true",
        "'', '', '', 'w*b*1', true",
        "'', '', '', web, false",
        "'', '', '', 'web-1*2', false",
        "core, '', '', '', false",
        "extensions, '', '', '', false",
        "'', StatefulSet, '', '', false",
        "'', '', 'team-*', '', false"
    })
    void matchesWhatEachOfItsPartsMatches(String group, String kind, String namespace, String name, boolean isMeant) {
        assertThat(new ObjectTarget(group, kind, namespace, name).matches(WEB)).isEqualTo(isMeant);
    }

    @Test
    void tellsTheCoreGroupFromEveryGroup() {
        ResourceKey service = new ResourceKey("", "Service", "shop", "web");
        assertThat(new ObjectTarget("core", "", "", "").matches(service)).isTrue();
        assertThat(new ObjectTarget("", "", "", "").matches(service)).isTrue();
        assertThat(new ObjectTarget("apps", "", "", "").matches(service)).isFalse();
    }

    @RepeatedTest(20)
    void matchesAsARegularExpressionWould(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 500; i++) {
            String pattern = word(random, "ab*", 1);
            String text = word(random, "ab", 0);
            boolean expected = Pattern.matches(pattern.replace("*", ".*"), text);
            boolean isMatch =
                    new ObjectTarget("", "", "", pattern).matches(new ResourceKey("", "ConfigMap", "shop", text));
            assertThat(isMatch).as("%s matches %s", pattern, text).isEqualTo(expected);
        }
    }

    private static String word(Random random, String letters, int least) {
        StringBuilder word = new StringBuilder();
        int length = least + random.nextInt(7);
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
