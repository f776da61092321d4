package io.pilothouse.repository.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlGateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yes | true",
                "no | false",
                "on | true",
                "Off | false",
                "y | true",
                "N | false",
                "TRUE | true",
                "~ | null",
                "null | null",
                "`` | null",
                "Null | null",
                "0777 | 511",
                "0o17 | 15",
                "0x1F | 31",
                "0b101 | 5",
                "-0x10 | -16",
                "010 | 8",
                "08 | 8",
                "0 | 0",
                "-0 | 0",
                "1_000 | 1000",
                "+5 | 5",
                "1e3 | 1000",
                "1.50 | 1.5",
                ".5 | 0.5",
                "5. | 5",
                "1e-2 | 0.01",
                "-1.5E+2 | -150",
                "9007199254740993 | 9007199254740993",
                "18446744073709551616 | 18446744073709551616",
                "12:30 | \"12:30\"",
                "2026-01-01 | \"2026-01-01\"",
                "1.2.3 | \"1.2.3\"",
                "0x | \"0x\"",
                "0xg | \"0xg\"",
                "1e | \"1e\"",
                "- | [null]",
                "'1e3' | \"1e3\"",
                "\"no\" | \"no\"",
                "nope | \"nope\"",
                "=  | \"=\"",
                "!!str 123 | \"123\"",
                "!!int \"5\" | 5",
                "!!float 1 | 1",
                "! 5 | \"5\"",
                "!!null \"\" | null",
                "٣ | \"٣\"",
                ". | \".\"",
                "+ | \"+\"",
                "-a | \"-a\"",
                "1__0 | 10",
                "0_7 | 7"
            })
    void readsScalarsAsKubernetesDoes(String yaml, String json) {
        // When
        YamlFile file = parse(yaml + "\n");

        // Then
        String content = file.documents().isEmpty()
                ? "null"
                : file.documents().getFirst().content().canonical();
        assertThat(file.problems()).isEmpty();
        assertThat(content).isEqualTo(json);
    }

    @Test
    void keepsDocumentsApartAndDropsEmptyOnes() {
        // When
        YamlFile file = parse("---\na: 1\n---\n---\n# nothing\n---\nb: 2\n...\n");

        // Then
        assertThat(file.documents()).extracting(YamlDocument::number).containsExactly(1, 4);
        assertThat(file.documents()).extracting(YamlDocument::line).containsExactly(2, 7);
    }

    @Test
    void knowsTheLineOfEveryPart() {
        // Given
        YamlDocument document = parse("""
            # a comment
            kind: Service
            metadata:
              name: a
              labels: &labels
                x: "1"
            spec:
              ports:
                - port: 80
                - port:
                    81
              selector: *labels
            """).documents().getFirst();

        // When Then
        assertThat(document.line()).isEqualTo(2);
        assertThat(document.line("metadata", "name")).isEqualTo(4);
        assertThat(document.line("spec", "ports", "1")).isEqualTo(10);
        assertThat(document.line("spec", "ports", "1", "port")).isEqualTo(10);
        assertThat(document.line("spec", "selector")).isEqualTo(12);
        assertThat(document.line("spec", "selector", "x")).isEqualTo(6);
        assertThat(document.line("spec", "nothing", "below")).isEqualTo(7);
    }

    @Test
    void mergesMapsAndLetsOwnKeysWin() {
        // When
        YamlFile file = parse("base: &b {x: 1, y2: 2}\nmore: &m {z: 3}\nall:\n  x: own\n  <<: [*b, *m]\n");

        // Then
        assertThat(file.documents().getFirst().content().canonical())
                .isEqualTo("{\"all\":{\"x\":\"own\",\"y2\":2,\"z\":3},\"base\":{\"x\":1,\"y2\":2},\"more\":{\"z\":3}}");
    }

    @Test
    void readsJson() {
        // When
        YamlFile file = parse("{\n\t\"a\": [1, 2.0, \"x\\/\\u00e9\\ud83d\\ude00\", null, true],\n\t\"b\": {}\n}\n");

        // Then
        assertThat(file.problems()).isEmpty();
        assertThat(file.documents().getFirst().content())
                .isEqualTo(parse("a: [1, 2, 'x/é😀', null, true]\nb: {}\n")
                        .documents()
                        .getFirst()
                        .content());
    }

    @Test
    void takesCarriageReturnsAndAByteOrderMark() {
        // When
        YamlFile file = parse("\uFEFFa: 1\r\nb: |\r\n  x\r\n  y\r\n");

        // Then
        assertThat(file.documents().getFirst().content().canonical()).isEqualTo("{\"a\":1,\"b\":\"x\\ny\\n\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PH-110 | 2 | `a: [1\nb: 2\n`",
                "PH-110 | 2 | `a: 1\n\tb: 2\n`",
                "PH-110 | 2 | `a: 1\n b: 2\n`",
                "PH-110 | 1 | `a: 'never closed\n`",
                "PH-110 | 1 | `a: \"\\q\"\n`",
                "PH-110 | 1 | `{\"a\": 1} x\n`",
                "PH-110 | 1 | `@at\n`",
                "PH-110 | 1 | `%YAML 3.0\n--- a\n`",
                "PH-111 | 4 | `metadata:\n  name: a\n  x: 1\n  name: b\n`",
                "PH-111 | 1 | `{\"a\": 1, \"a\": 2}\n`",
                "PH-116 | 1 | `a: !!javax.script.ScriptEngineManager []\n`",
                "PH-116 | 1 | `a: !!binary aGk=\n`",
                "PH-116 | 1 | `a: !mine x\n`",
                "PH-116 | 1 | `a: !!int x\n`",
                "PH-116 | 1 | `!!set {a}\n`",
                "PH-117 | 2 | `a: &a\n  b: *a\n`",
                "PH-117 | 1 | `a: *nothing\n`",
                "PH-117 | 1 | `<<: 5\n`",
                "PH-118 | 2 | `a: 1\nb: \u0001\n`",
                "PH-118 | 1 | `a: \"\\ud800\"\n`",
                "PH-118 | 1 | `a: x\uFEFFy\n`",
                "PH-119 | 2 | `a: 1\non: push\n`",
                "PH-119 | 1 | `y: 1\n`",
                "PH-119 | 1 | `~: 1\n`",
                "PH-119 | 1 | `010: 1\n`",
                "PH-119 | 1 | `1.10: 1\n`",
                "PH-119 | 1 | `? [a]\n: 1\n`",
                "PH-119 | 1 | `a: .nan\n`",
                "PH-119 | 1 | `a: 1e400\n`",
                "PH-119 | 1 | `a: 1e99999999999\n`"
            })
    void refusesWithCodeAndLine(String code, int line, String yaml) {
        // When
        YamlFile file = parse(yaml);

        // Then
        assertThat(file.documents()).isEmpty();
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).doesNotContain("\n").matches("[A-Z].*");
        });
    }

    @Test
    void acceptsKeysThatStayWhatTheyAre() {
        assertThat(parse("8080: a\ntrue: b\n1.5: c\n2026-01-01: d\n\"on\": e\n-5: f\n")
                        .documents()
                        .getFirst()
                        .content()
                        .canonical())
                .isEqualTo(
                        "{\"-5\":\"f\",\"1.5\":\"c\",\"2026-01-01\":\"d\",\"8080\":\"a\",\"on\":\"e\",\"true\":\"b\"}");
    }

    @Test
    void refusesAnAliasBombAtOnce() {
        // Given
        String bomb = "a0: &a0 [x, x, x]\n"
                + IntStream.rangeClosed(1, 14)
                        .mapToObj(i -> "a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1))
                        .collect(Collectors.joining());

        // When
        YamlFile file = parse(bomb);

        // Then
        assertThat(file.problems()).extracting(YamlProblem::code).containsExactly("PH-114");
    }

    @Test
    void refusesTextThatAliasesMultiply() {
        // Given
        String text = "a: &a " + "x".repeat(1_000_000) + "\nb: [" + "*a, ".repeat(50) + "1]\n";

        // When
        YamlFile file = parse(text);

        // Then
        assertThat(file.problems()).extracting(YamlProblem::code).containsExactly("PH-114");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5_000, 1_000_000})
    void refusesDeepNesting(int depth) {
        // When
        YamlFile file = parse("[".repeat(depth));

        // Then
        assertThat(file.problems()).extracting(YamlProblem::code).containsExactly("PH-113");
        assertThat(parse("[".repeat(100) + "]".repeat(100)).isUsable()).isTrue();
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThat(YamlGate.parse(new byte[(4 << 20) + 1]).problems())
                .extracting(YamlProblem::code)
                .containsExactly("PH-112");
        assertThat(parse("--- a\n".repeat(1_001)).problems())
                .extracting(YamlProblem::code)
                .containsExactly("PH-115");
        assertThat(parse("- a\n".repeat(100_001)).problems())
                .extracting(YamlProblem::code)
                .containsExactly("PH-114");
        assertThat(parse("a: " + "x".repeat(4_000_000)).isUsable()).isTrue();
    }

    @Test
    void refusesOtherEncodings() {
        assertThat(YamlGate.parse("a: 1".getBytes(StandardCharsets.UTF_16))
                        .problems()
                        .getFirst()
                        .message())
                .isEqualTo("The file is not UTF-8 but UTF-16 or UTF-32: save it as UTF-8.");
        assertThat(YamlGate.parse("a: 1".getBytes(StandardCharsets.UTF_16LE))
                        .problems()
                        .getFirst()
                        .message())
                .contains("NUL character");
        assertThat(YamlGate.parse(new byte[] {'a', ':', ' ', '1', '\n', (byte) 0xC6})
                        .problems()
                        .getFirst())
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(2))
                .satisfies(problem -> assertThat(problem.message()).contains("not valid UTF-8 here"));
    }

    @Test
    void neverQuotesTheFile() {
        // Given
        String canary = "canary4711";
        List<String> broken = List.of(
                "a: [" + canary,
                "a: " + canary + "\n b: 1\n",
                canary + ": 1\n" + canary + ": 2\n",
                "a: \"" + canary + "\\q\"",
                "a: !!" + canary + " 1\n",
                "a: *" + canary + "\n",
                "\t" + canary,
                "%YAML " + canary + "\n---\n",
                "!" + canary + "!x y\n",
                "a: &" + canary + " [*" + canary + "]\n",
                canary + ": " + canary + ": 1\n",
                "'" + canary);

        // When
        List<YamlProblem> problems =
                broken.stream().flatMap(text -> parse(text).problems().stream()).toList();

        // Then
        assertThat(problems)
                .hasSize(broken.size())
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain(canary));
    }

    @Test
    void answersAnyBytesWithoutAnException() {
        // Given
        Random random = new Random(4711);
        List<String> pieces = List.of(
                "a", ":", " ", "\n", "-", "[", "]", "{", "}", "!", "&", "*", "?", "|", ">", "%", "'", "\"", "\\", "#",
                ",", "---", "...", "\t", "!!", "<<", "1", "\\x", "\\u", "%YAML", "é", "&a", "*a", "\r", "b\u0001");

        // When Then
        assertThat(YamlGate.parse(new byte[] {'{', '!', ';', '%', 'b', '\\', 'x', 'C', '6'})
                        .problems())
                .isNotEmpty();
        for (int i = 0; i < 20_000; i++) {
            String text = IntStream.range(0, random.nextInt(30))
                    .mapToObj(n -> pieces.get(random.nextInt(pieces.size())))
                    .collect(Collectors.joining());
            YamlFile file = parse(text);
            assertThat(file.documents().isEmpty() || file.problems().isEmpty()).isTrue();
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            YamlGate.parse(bytes);
            byte[] damaged = "a: {b: [1, \"x\", *c], d: !!str e}\n--- |\n  f\n".getBytes(StandardCharsets.UTF_8);
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            YamlGate.parse(Arrays.copyOf(damaged, random.nextInt(damaged.length) + 1));
        }
    }

    @Test
    void sharesNothingBetweenDocuments() {
        assertThat(parse("a: &x 1\n---\nb: *x\n").problems()).singleElement().satisfies(problem -> {
            assertThat(problem.document()).isEqualTo(2);
            assertThat(problem.line()).isEqualTo(3);
        });
        assertThat(parse("").documents()).isEmpty();
        assertThat(parse("# only a comment\n").isUsable()).isTrue();
        assertThat(parse("[]").documents().getFirst().content()).isEqualTo(new Json.Arr(List.of()));
    }

    private static YamlFile parse(String text) {
        return YamlGate.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
