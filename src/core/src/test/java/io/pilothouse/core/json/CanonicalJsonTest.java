package io.pilothouse.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.manifest.Digest;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    private static Json.Obj obj(Object... pairs) {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], (Json) pairs[i + 1]);
        }
        return new Json.Obj(fields);
    }

    @Test
    void sortsFieldsAndLeavesNoSpace() {
        assertThat(obj("b", Json.Num.of(1), "a", new Json.Arr(List.of(new Json.Bool(true), Json.Null.NULL)))
                        .canonical())
                .isEqualTo("{\"a\":[true,null],\"b\":1}");
    }

    @Test
    void equalValuesAreEqualWhateverTheirOrderAndScale() {
        Json.Obj one = obj("x", new Json.Num(new BigDecimal("1.0")), "y", new Json.Text("z"));
        Json.Obj two = obj("y", new Json.Text("z"), "x", Json.Num.of(1));
        assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
        assertThat(Digest.of(one)).isEqualTo(Digest.of(two));
    }

    @Test
    void writesNumbersExactly() {
        assertThat(new Json.Num(new BigDecimal("9007199254740993")).canonical()).isEqualTo("9007199254740993");
        assertThat(new Json.Num(new BigDecimal("1E+3")).canonical()).isEqualTo("1000");
        assertThat(new Json.Num(new BigDecimal("0.10")).canonical()).isEqualTo("0.1");
        assertThat(new Json.Num(new BigDecimal("1E+1000000")).canonical()).isEqualTo("1E+1000000");
        assertThat(new Json.Num(BigDecimal.ZERO.setScale(3)).canonical()).isEqualTo("0");
    }

    @Test
    void escapesOnlyWhatItMust() {
        assertThat(new Json.Text("a\"\\\n\u0001é\u2028").canonical()).isEqualTo("\"a\\\"\\\\\\n\\u0001é\u2028\"");
    }

    @Test
    void walksDownWithoutSurprises() {
        Json.Obj value = obj("a", obj("b", new Json.Text("c"), "n", Json.Num.of(3)));
        assertThat(value.text("a", "b")).contains("c");
        assertThat(value.text("a", "b", "c")).isEmpty();
        assertThat(value.integer(7, "a", "n")).isEqualTo(3);
        assertThat(value.integer(7, "a", "x")).isEqualTo(7);
        assertThat(value.items("a")).isEmpty();
        assertThat(value.object("a", "zz")).isEqualTo(Json.Obj.EMPTY);
        assertThat(value.with("k", Json.Null.NULL).without("a")).isEqualTo(obj("k", Json.Null.NULL));
    }
}
