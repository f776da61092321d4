package io.pilothouse.repository.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.yaml.YamlGate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class ValuesTextTest {

    @Test
    void writesNothingThatAYamlParserWouldTakeForSomethingElse() {
        var fields = new LinkedHashMap<String, Json>();
        fields.put("no", new Json.Text("0777"));
        fields.put("big", new Json.Num(new BigDecimal("9007199254740993")));
        fields.put("exp", new Json.Num(new BigDecimal("1e3")));
        fields.put("special", new Json.Text("\u007f\u0085\u2028\ufeff\u00a0\ud83d\ude00"));
        Json.Obj values = new Json.Obj(fields);

        String text = ValuesText.of(values);

        assertThat(text)
                .isEqualTo("{\"big\":9007199254740993,\"exp\":1000,\"no\":\"0777\","
                        + "\"special\":\"\\u007f\\u0085\\u2028\\ufeff\u00a0\ud83d\ude00\"}\n");
        assertThat(YamlGate.parse(text.getBytes(StandardCharsets.UTF_8)).documents())
                .singleElement()
                .satisfies(document -> assertThat(document.content()).isEqualTo(values));
    }
}
