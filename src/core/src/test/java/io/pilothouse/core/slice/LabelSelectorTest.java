package io.pilothouse.core.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.slice.LabelSelector.Relation;
import io.pilothouse.core.slice.LabelSelector.Requirement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {
    private static final Map<String, String> EU = Map.of("region", "eu", "tier", "gold");

    @ParameterizedTest
    @CsvSource({
        "region, IN, eu;us, true",
        "region, IN, us, false",
        "none, IN, eu, false",
        "region, NOT_IN, us, true",
        "region, NOT_IN, eu, false",
        "none, NOT_IN, eu, true",
        "region, EXISTS, '', true",
        "none, EXISTS, '', false",
        "region, DOES_NOT_EXIST, '', false",
        "none, DOES_NOT_EXIST, '', true",
    })
    void selectsAsKubernetesDoes(String label, Relation operator, String values, boolean isSelected) {
        List<String> all = values.isEmpty() ? List.of() : List.of(values.split(";"));
        assertThat(new LabelSelector(List.of(new Requirement(label, operator, all))).matches(EU))
                .isEqualTo(isSelected);
    }

    @Test
    void asksForEveryRequirementAndSelectsAllWithoutAny() {
        Requirement eu = new Requirement("region", Relation.IN, List.of("eu"));
        Requirement silver = new Requirement("tier", Relation.IN, List.of("silver"));
        assertThat(new LabelSelector(List.of(eu, silver)).matches(EU)).isFalse();
        assertThat(new LabelSelector(List.of()).matches(Map.of())).isTrue();
    }
}
