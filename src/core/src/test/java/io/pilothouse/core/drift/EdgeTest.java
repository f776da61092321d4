package io.pilothouse.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTest {
    @Test
    void readsEveryStepThatAnApiServerWrites() {
        assertThat(Edge.of(".")).contains(new Edge.Self());
        assertThat(Edge.of("f:app.kubernetes.io/name")).contains(new Edge.Field("app.kubernetes.io/name"));
        assertThat(Edge.of("v:\"foregroundDeletion\"")).contains(new Edge.Member(new Json.Text("foregroundDeletion")));
        assertThat(Edge.of("v:-1.5e3")).contains(new Edge.Member(new Json.Num(new BigDecimal("-1500"))));
        assertThat(Edge.of("v:null")).contains(new Edge.Member(Json.Null.NULL));
    }

    @Test
    void readsTextNumbersAndEscapesOfKeys() {
        // When
        Edge edge = Edge.of("k:{\"containerPort\":80,\"name\":\"a\\u003cb\\\\\",\"on\":true}")
                .orElseThrow();
        // Then
        assertThat(((Edge.Item) edge).key().display()).isEqualTo("[containerPort=80,name=a<b\\,on=true]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i:0",
                "x",
                "",
                "k:",
                "k:{",
                "k:{}",
                "k:{\"a\"",
                "k:{\"a\":",
                "k:{\"a\":x}",
                "k:{\"a\\u00",
                "k:{a:1}",
                "k:{\"a\":1",
                "k:{\"a\":1,}",
                "k:{\"a\":\"\\uzzzz\"}",
                "k:{\"a\":1}x",
                "v:",
                "v:\"x",
                "v:\"x\"y",
                "v:[1]"
            })
    void givesUpOnWhatNoServerWrites(String edge) {
        assertThat(Edge.of(edge)).isEmpty();
    }

    @Test
    void readsBackWhatIsWrittenAsJson() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(6), 0, 0x250).forEach(c -> text.append((char) c));
            Json value = new Json.Text(text.toString());
            assertThat(Edge.of("v:" + value.canonical())).contains(new Edge.Member(value));
        }
    }
}
