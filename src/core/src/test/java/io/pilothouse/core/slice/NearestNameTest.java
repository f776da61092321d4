package io.pilothouse.core.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void findsWhatSomebodyMeant() {
        List<String> known = List.of("branch", "path", "interval", "prod-eu-1", "prod-us-1");
        assertThat(NearestName.of("barnch", known)).contains("branch");
        assertThat(NearestName.of("Branch", known)).contains("branch");
        assertThat(NearestName.of("prod-eu1", known)).contains("prod-eu-1");
        assertThat(NearestName.of("paht", known)).contains("path");
    }

    @Test
    void suggestsNothingFarOff() {
        assertThat(NearestName.of("zebra", List.of("branch", "path"))).isEmpty();
        assertThat(NearestName.of("", List.of("branch"))).isEmpty();
        assertThat(NearestName.of("x".repeat(10_000), List.of("x".repeat(9_999))))
                .isEmpty();
        assertThat(NearestName.hint("zebra", List.of("path"))).isEmpty();
    }
}
