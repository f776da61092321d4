package io.pilothouse.repository.kustomize.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.generate.GeneratorArguments.Kind;
import io.pilothouse.repository.kustomize.resource.Objects;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.source.RefusedSourceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorTest {
    private final Map<String, byte[]> files = new HashMap<>();

    @Test
    void collectsTextsLinesAndFiles() throws Exception {
        files.put("conf/a.txt", "content\n".getBytes(StandardCharsets.UTF_8));
        files.put("b.env", "\uFEFF# comment\n  ONE=1\r\n\nTWO=a=b \nTHREE\n".getBytes(StandardCharsets.UTF_8));

        Resource map = generated(Kind.CONFIG_MAP, """
            {name: m, namespace: n, literals: [x=y=z, 'q="quoted"', "p='"], files: [conf/a.txt, k=conf/a.txt], envs: [b.env]}
            """);

        assertThat(map.content()).isEqualTo(Objects.json("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: m, namespace: n}
            data:
              x: y=z
              q: quoted
              p: "'"
              a.txt: "content\\n"
              k: "content\\n"
              ONE: "1"
              TWO: "a=b "
              THREE: ""
            """));
        assertThat(map.generation().needsHash()).isTrue();
    }

    @Test
    void whatIsNoTextIsBinaryAndLongLinesAreBroken() throws Exception {
        byte[] bytes = new byte[60];
        bytes[0] = (byte) 0xFF;
        files.put("f", bytes);

        Json.Obj content = generated(Kind.CONFIG_MAP, "{name: m, files: [f]}").content();

        assertThat(content.get("data")).isEmpty();
        assertThat(content.text("binaryData", "f").orElseThrow().lines())
                .extracting(String::length)
                .containsExactly(70, 10);
    }

    @Test
    void aSecretHoldsEverythingEncodedAndHasDataEvenWithoutAny() throws Exception {
        assertThat(generated(Kind.SECRET, "{name: s, type: example.org/x, literals: [a=b]}")
                        .content())
                .isEqualTo(Objects.json(
                        "{apiVersion: v1, kind: Secret, metadata: {name: s}, type: example.org/x, data: {a: Yg==}}"));
        assertThat(generated(Kind.SECRET, "{name: s}").content().get("data")).contains(Json.Obj.EMPTY);
    }

    @Test
    void optionsOfItsOwnWinButCannotSwitchOffWhatIsOnForAll() throws Exception {
        GeneratorOptions global = new GeneratorOptions(Map.of("a", "1", "b", "1"), Map.of("n", "1"), true, true);

        Resource map = generated(
                Kind.CONFIG_MAP,
                "{name: m, options: {labels: {b: '2'}, disableNameSuffixHash: false, immutable: false}}",
                global);

        assertThat(map.content()).isEqualTo(Objects.json("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: m, labels: {a: '1', b: '2'}, annotations: {n: '1'}}
            immutable: true
            """));
        assertThat(map.generation().needsHash()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: m, literals: [hunter2]} | must be key=value",
                "{name: m, literals: [=hunter2]} | must be key=value",
                "{name: m, literals: [a=1, a=2]} | The key a is there twice",
                "{name: m, literals: ['a b=1']} | A key must be",
                "{name: m, literals: [..=1]} | A key must be",
                "{name: m, files: [a=b=c]} | neither may hold an equals sign",
                "{name: m, files: ['=b']} | neither may hold an equals sign",
                "{name: m, envs: [broken]} | Line 1 of the file",
                "{name: m, envs: [binary]} | must be UTF-8"
            })
    void refusesWhatNothingCanBeGeneratedOf(String arguments, String why) {
        files.put("broken", "hunter2 is no name=1".getBytes(StandardCharsets.UTF_8));
        files.put("binary", new byte[] {(byte) 0xFF});

        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> generated(Kind.CONFIG_MAP, arguments))
                .satisfies(refused -> assertThat(refused.errors().getFirst().toString())
                        .contains(why)
                        .doesNotContain("hunter2")
                        .endsWith("(PH-176)"));
    }

    @Test
    void namesEveryFileThatItReads() {
        assertThat(Generator.files(arguments(
                        Kind.CONFIG_MAP, "{name: m, files: [a, k=b], envs: [c], env: d}", GeneratorOptions.NONE)))
                .extracting(Written::text)
                .containsExactly("c", "d", "a", "b");
    }

    private Resource generated(Kind kind, String yaml) throws Exception {
        return generated(kind, yaml, GeneratorOptions.NONE);
    }

    private Resource generated(Kind kind, String yaml, GeneratorOptions global) throws Exception {
        return Generator.generate(arguments(kind, yaml, global), path -> files.get(path.text()));
    }

    private static GeneratorArguments arguments(Kind kind, String yaml, GeneratorOptions global) {
        List<InputError> errors = new ArrayList<>();
        Entries entries = new Entries((Json.Obj) Objects.json(yaml), Objects.place(), errors);
        GeneratorArguments arguments = GeneratorArguments.read(kind, entries, global);
        assertThat(errors).isEmpty();
        return arguments;
    }
}
