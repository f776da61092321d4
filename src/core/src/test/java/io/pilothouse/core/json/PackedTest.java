package io.pilothouse.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class PackedTest {
    @Test
    void givesBackWhatWasPackedDownToTheOrderOfFieldsAndTheScaleOfNumbers() {
        for (int seed = 0; seed < 2_000; seed++) {
            // Given
            Json.Obj object = object(new Random(seed), 4);
            // When
            Packed packed = Packed.of(object);
            // Then
            assertThat(packed.open()).isEqualTo(object);
            assertThat(packed.open()).hasToString(object.toString());
            assertThat(Packed.of(packed.open())).isEqualTo(packed).hasSameHashCodeAs(packed);
        }
    }

    @Test
    void tellsDifferentObjectsApart() {
        assertThat(Packed.of(Json.Obj.EMPTY.with("a", Json.Num.of(1))))
                .isNotEqualTo(Packed.of(Json.Obj.EMPTY.with("a", Json.Num.of(2))));
    }

    @Test
    void takesAFractionOfItsCanonicalText() {
        // Given
        Json.Obj metadata =
                Json.Obj.EMPTY.with("namespace", new Json.Text("shop")).with("name", new Json.Text("storefront"));
        Json.Obj object = Json.Obj.EMPTY
                .with("apiVersion", new Json.Text("apps/v1"))
                .with("kind", new Json.Text("Deployment"))
                .with("metadata", metadata);
        // Then
        assertThat(Packed.of(object).size()).isLessThan(object.canonical().length() / 2);
    }

    @Test
    void neverShowsItsContent() {
        assertThat(Packed.of(Json.Obj.EMPTY.with("password", new Json.Text("hunter2")))
                        .toString())
                .doesNotContain("hunter2")
                .doesNotContain("password");
    }

    private static Json.Obj object(Random random, int depth) {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            fields.put(text(random), value(random, depth - 1));
        }
        return new Json.Obj(fields);
    }

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> Json.Null.NULL;
            case 1 -> new Json.Bool(random.nextBoolean());
            case 2 -> new Json.Num(BigDecimal.valueOf(random.nextLong(), random.nextInt(20) - 5));
            case 3, 4 -> new Json.Text(text(random));
            case 5 -> object(random, depth);
            default -> {
                List<Json> items = new ArrayList<>();
                int count = random.nextInt(5);
                for (int i = 0; i < count; i++) {
                    items.add(value(random, depth - 1));
                }
                yield new Json.Arr(items);
            }
        };
    }

    /// Also what no encoding has bytes for: halves of surrogate pairs.
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(10) == 0 ? random.nextInt(5_000) : random.nextInt(20);
        int most = random.nextBoolean() ? 0x80 : 0x10000;
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(most));
        }
        return text.toString();
    }
}
