package io.pilothouse.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private final Random random = new Random(20261121);

    @Test
    void isWhatALinkedHashMapIsWhateverItsSize() {
        for (int round = 0; round < 300; round++) {
            // Given
            Map<String, Json> expected = new LinkedHashMap<>();
            int size = random.nextInt(round % 10 == 0 ? 2_000 : 20);
            while (expected.size() < size) {
                expected.put(name(), Json.Num.of(random.nextInt()));
            }

            // When
            Fields fields = Fields.of(expected);

            // Then
            assertThat(fields).hasSize(size).isEqualTo(expected).hasSameHashCodeAs(expected);
            assertThat(expected).isEqualTo(fields);
            assertThat(new ArrayList<>(fields.entrySet())).isEqualTo(new ArrayList<>(expected.entrySet()));
            assertThat(List.copyOf(fields.keySet())).isEqualTo(List.copyOf(expected.keySet()));
            expected.forEach((name, value) -> assertThat(fields.get(name)).isEqualTo(value));
            for (int i = 0; i < 50; i++) {
                String name = name();
                assertThat(fields.containsKey(name)).isEqualTo(expected.containsKey(name));
                assertThat(fields.get(name)).isEqualTo(expected.get(name));
            }
        }
    }

    @Test
    void findsNamesOfTheSameHash() {
        // Given: "Aa" and "BB" have one, and so has whatever is made of them
        Map<String, Json> same = new LinkedHashMap<>();
        for (int i = 0; i < 256; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 8; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            same.put(name.toString(), Json.Num.of(i));
        }

        // When
        Fields fields = Fields.of(same);

        // Then
        same.forEach((name, value) -> assertThat(fields.get(name)).isEqualTo(value));
        assertThat(fields.get("AaAaAaAaAaAaAaAaAa")).isNull();
    }

    @Test
    void cannotBeChanged() {
        Fields fields = Fields.of(Map.of("a", Json.Null.NULL));
        assertThatThrownBy(() -> fields.put("b", Json.Null.NULL)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> fields.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> fields.entrySet().iterator().next().setValue(Json.Null.NULL))
                .isInstanceOf(UnsupportedOperationException.class);
        Iterator<String> names = fields.keySet().iterator();
        names.next();
        assertThatThrownBy(names::remove).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void isCopiedOnceOnly() {
        Json.Obj object = new Json.Obj(new LinkedHashMap<>(Map.of("a", Json.Null.NULL)));
        assertThat(new Json.Obj(object.fields()).fields()).isSameAs(object.fields());
    }

    @Test
    void doesNotChangeWithTheMapItWasMadeOf() {
        Map<String, Json> map = new LinkedHashMap<>(Map.of("a", Json.Null.NULL));
        Fields fields = Fields.of(map);
        map.put("b", Json.Null.NULL);
        assertThat(fields.keySet()).containsExactly("a");
    }

    @Test
    void canBeReadBackwards() {
        Map<String, Json> map = new LinkedHashMap<>();
        map.put("a", Json.Num.of(1));
        map.put("b", Json.Num.of(2));
        assertThat(Fields.of(map).reversed().keySet()).containsExactly("b", "a");
        assertThat(Fields.of(map).firstEntry()).isEqualTo(Map.entry("a", Json.Num.of(1)));
    }

    private String name() {
        return "field-" + random.nextInt(4_000);
    }
}
