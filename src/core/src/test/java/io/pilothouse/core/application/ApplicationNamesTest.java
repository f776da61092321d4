package io.pilothouse.core.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApplicationNamesTest {
    private static List<ApplicationKey> applications(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new ApplicationKey("eu-1", Layer.APP, "shop", "web-" + number))
                .toList();
    }

    @Test
    void namesThemAllWhereTheyAreFew() {
        assertThat(ApplicationNames.of(applications(2))).isEqualTo("app/shop/web-0, app/shop/web-1");
        assertThat(ApplicationNames.of(applications(20))).endsWith(", app/shop/web-19");
        assertThat(ApplicationNames.of(List.of())).isEmpty();
    }

    @Test
    void countsTheRestOfAThousand() {
        assertThat(ApplicationNames.of(applications(1_000)))
                .endsWith(", app/shop/web-19 and 980 more")
                .hasSizeLessThan(400);
    }
}
