package io.pilothouse.repository.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
    private static final List<String> WORDS = List.of(
            "yes",
            "No",
            "on",
            "y",
            "null",
            "~",
            "",
            " ",
            "true",
            "0777",
            "12:30",
            "1e3",
            "1_000",
            "0x1f",
            ".5",
            "-",
            "- a",
            "a: b",
            "a:",
            ": a",
            "a #b",
            "#a",
            "a#b",
            "[a]",
            "{a}",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "'a'",
            "\"a\"",
            "a'b",
            "a\"b",
            "a\\b",
            "=",
            "<<",
            "---",
            "...",
            "? a",
            "a,b",
            "a ",
            " a",
            "a\n",
            "a\nb",
            "\na",
            "a\n\n",
            "a\n\nb\n",
            " a\nb",
            "a\n  b\n",
            "\ta",
            "a\tb\nc",
            "a\n\tb",
            "a\n ",
            "\n",
            "\r",
            "a\r\nb",
            "ä",
            "日本",
            "😀",
            "\u0085",
            "\u2028",
            "\uFEFFa",
            "\u007f",
            "\u0001",
            "2026-01-01",
            "1.27.3",
            "nan",
            ".nan",
            "${A}",
            "$(A)",
            "key with spaces",
            "/dev/null",
            "a@b",
            "100m",
            "a-",
            "Infinity",
            "a\u00a0b",
            "a\n---\nb\n",
            "a\n...\n",
            "a: b\nc: d\n",
            "x".repeat(1_500),
            "two\nlines of " + "y".repeat(1_500) + "\n");

    @Test
    void writesAsPeopleDo() {
        // Given
        Json object = read("""
            {"apiVersion": "v1", "metadata": {"name": "a", "labels": {}},
             "spec": {"ports": [{"name": "http", "port": 80}, {"port": 81}], "args": ["-c", "yes"], "deep": [["a"], []]},
             "text": "one\\ntwo\\n", "no": null, "ratio": 0.50}
            """);

        // When Then
        assertThat(YamlText.write(object)).isEqualTo("""
            apiVersion: v1
            metadata:
              name: a
              labels: {}
            spec:
              ports:
              - name: http
                port: 80
              - port: 81
              args:
              - "-c"
              - "yes"
              deep:
              - - a
              - []
            text: |
              one
              two
            "no": null
            ratio: 0.5
            """);
    }

    @Test
    void writesWhatIsReadAsTheSameForEveryOddWord() {
        for (String word : WORDS) {
            Json.Obj object = new Json.Obj(new LinkedHashMap<>());
            object = object.with("a", new Json.Text(word))
                    .with(word + "!", new Json.Text(word))
                    .with(word, new Json.Arr(List.of(new Json.Text(word), new Json.Text(word))))
                    .with("z", Json.Num.of(1));
            assertThat(read(YamlText.write(object))).as(YamlText.write(object)).isEqualTo(object);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void writesWhatIsReadAsTheSame(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            Json value = value(random, 0);
            String written = YamlText.write(value);
            assertThat(read(written)).as(written).isEqualTo(value);
        }
    }

    private static Json value(Random random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(depth > 4 ? 5 : 9);
        return switch (kind) {
            case 1 -> new Json.Bool(random.nextBoolean());
            case 2 -> Json.Null.NULL;
            case 3 -> new Json.Num(new BigDecimal(random.nextLong()).movePointLeft(random.nextInt(60) - 30));
            case 4, 5 -> new Json.Text(text(random));
            case 6, 7 -> {
                List<Json> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth + 1));
                }
                yield new Json.Arr(items);
            }
            default -> {
                SequencedMap<String, Json> fields = new LinkedHashMap<>();
                for (int i = random.nextInt(5) + (depth == 0 ? 1 : 0); i > 0; i--) {
                    fields.put(text(random), value(random, depth + 1));
                }
                yield new Json.Obj(fields);
            }
        };
    }

    private static String text(Random random) {
        if (random.nextInt(3) > 0) {
            return WORDS.get(random.nextInt(WORDS.size()));
        }
        String letters = "ab \n\t:#-'\"\\{}[],&*!|>%@`=~?0123.yn\u00e9\u0085😀";
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int at = letters.offsetByCodePoints(0, random.nextInt(letters.codePointCount(0, letters.length())));
            out.appendCodePoint(letters.codePointAt(at));
        }
        return out.toString();
    }

    private static Json read(String yaml) {
        YamlFile file = YamlGate.parse(yaml.getBytes(StandardCharsets.UTF_8));
        assertThat(file.problems()).as(yaml).isEmpty();
        return file.documents().getFirst().content();
    }
}
