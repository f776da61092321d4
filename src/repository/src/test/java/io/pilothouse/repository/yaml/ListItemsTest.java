package io.pilothouse.repository.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.source.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListItemsTest {
    private static final YamlDocument LIST =
            YamlGate.parse("""
                # a list
                kind: List
                items:
                  - kind: A
                    deep: {er: [1, 2]}
                  - kind: B
                  -
                    kind: C
                    name: c
                """.getBytes(StandardCharsets.UTF_8)).documents().getFirst();

    @Test
    void keepTheLinesTheyHaveInTheList() {
        // When
        List<YamlDocument> items = LIST.items("items");

        // Then
        assertThat(items).hasSize(3);
        for (int i = 0; i < 3; i++) {
            String number = Integer.toString(i);
            assertThat(items.get(i).line("kind")).isEqualTo(LIST.line("items", number, "kind"));
            assertThat(items.get(i).line("name")).isEqualTo(LIST.line("items", number, "name"));
            assertThat(items.get(i).line("deep", "er", "1")).isEqualTo(LIST.line("items", number, "deep", "er", "1"));
            assertThat(items.get(i).line()).isEqualTo(LIST.line("items", number));
        }
        assertThat(items.get(2).line("name")).isEqualTo(9);
    }

    @Test
    void areNoneWhereThereIsNoList() {
        assertThat(LIST.items("kind")).isEmpty();
        assertThat(LIST.items("none")).isEmpty();
        assertThat(YamlDocument.empty().items("items")).isEmpty();
    }

    @Test
    void arePlacesWhateverTheyStandIn() {
        // Given
        Place whole = new Place("a.yaml", LIST, List.of());
        Place inner = new Place("a.yaml", LIST, List.of("items", "0", "deep"));

        // When Then
        assertThat(whole.items("items", 3))
                .extracting(place -> place.origin("kind").line())
                .containsExactly(4, 6, 8);
        assertThat(inner.items("er", 2))
                .extracting(place -> place.origin().line())
                .containsExactly(5, 5);
    }
}
