package io.pilothouse.repository.kustomize.replacement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.patch.Yaml;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplacementTransformerTest {
    private final ResourceSet resources = new ResourceSet();

    @BeforeEach
    void addObjects() throws Exception {
        resources.append(Yaml.resource("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: source}
            data: {word: secret, number: "4", image: 'host/web:v7'}
            """));
        resources.append(Yaml.resource("""
            apiVersion: example.org/v1
            kind: Thing
            metadata: {name: one, namespace: n, labels: {hit: "1"}}
            spec: {text: x, number: 3, flag: true, none: null, list: [a], map: {a: b}, image: 'x/y:z'}
            """));
        resources.append(Yaml.resource("""
            apiVersion: example.org/v1
            kind: Thing
            metadata: {name: two}
            spec: {text: x}
            """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data.word | {} | spec.text | secret",
                "data.number | {} | spec.text | '4'",
                "data.number | {} | spec.number | 4",
                "data | {} | spec.map | {word: secret, number: '4', image: 'host/web:v7'}",
                "data.word | {} | spec.list | secret",
                "data.number | {create: true} | spec.made | 4",
                "data.word | {delimiter: /} | spec.image | secret/y:z",
                "data.word | {delimiter: /, index: 1} | spec.image | x/secret",
                "data.word | {delimiter: /, index: 7} | spec.image | x/y:z/secret",
                "data.word | {delimiter: /, index: -1} | spec.image | secret/x/y:z"
            })
    void copiesAValue(String source, String options, String target, String expected) throws Exception {
        replace("{source: {kind: ConfigMap, fieldPath: " + source + "}, targets: [{select: {name: one}, fieldPaths: ["
                + target + "], options: " + options + "}]}");

        assertThat(resources.get(1).content().at(target.split("\\.", -1))).contains(Yaml.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select: {kind: Thing} | secret secret",
                "select: {namespace: n} | secret x",
                "select: {namespace: default, kind: Thing} | x secret",
                "select: {labelSelector: hit=1} | secret x",
                "select: {kind: Thing}, reject: [{name: one}] | x secret",
                "select: {kind: Thing}, reject: [{labelSelector: hit}] | x secret",
                "select: {group: example.org, version: v1} | secret secret",
                "select: {kind: Thin} | x x"
            })
    void copiesToWhatIsSelectedAndNotRejected(String target, String texts) throws Exception {
        replace("{source: {name: source, fieldPath: data.word}, targets: [{" + target + ", fieldPaths: [spec.text]}]}");

        assertThat(resources.all().subList(1, 3).stream()
                        .map(one -> one.content().text("spec", "text").orElseThrow())
                        .toList())
                .isEqualTo(List.of(texts.split(" ", -1)));
    }

    @Test
    void takesTheNameWhereNoFieldIsGiven() throws Exception {
        replace("{source: {kind: ConfigMap}, targets: [{select: {name: two}}]}");

        assertThat(resources.get(2).id().name()).isEqualTo("source");
    }

    @Test
    void takesAPartOfTheSource() throws Exception {
        replace("{source: {kind: ConfigMap, fieldPath: data.image, options: {delimiter: ':', index: 1}}, targets:"
                + " [{select: {name: two}, fieldPaths: [spec.text]}]}");

        assertThat(resources.get(2).content().text("spec", "text")).contains("v7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kind: Secret | spec.text | is not there",
                "kind: Thing | spec.text | could be one of 2 objects",
                "kind: ConfigMap, fieldPath: data.none | spec.text | has no value at the path",
                "kind: ConfigMap, fieldPath: data, options: {delimiter: x} | spec.text | no single value",
                "kind: ConfigMap, fieldPath: data.word, options: {delimiter: x, index: 3} | spec.text | fewer parts",
                "kind: ConfigMap, fieldPath: data.word, options: {delimiter: x, index: -1} | spec.text | fewer parts",
                "kind: ConfigMap, fieldPath: data.word | spec.none.x | leads to no field in Thing.v1.example.org n/one",
                "kind: ConfigMap, fieldPath: data.word | spec.missing | leads to no field",
                "kind: ConfigMap, fieldPath: data.word | spec.number | a number, a boolean or null",
                "kind: ConfigMap, fieldPath: data.word | spec.flag | a number, a boolean or null",
                "kind: ConfigMap, fieldPath: data.word | spec.none | a number, a boolean or null",
                "kind: ConfigMap, fieldPath: data | spec.text | the source is a map or a list"
            })
    void saysWhatCannotBeCopied(String source, String target, String part) {
        InputError error =
                refused("{source: {" + source + "}, targets: [{select: {name: one}, fieldPaths: [" + target + "]}]}");

        assertThat(error.code()).isEqualTo("PH-177");
        assertThat(error.toString()).startsWith("k.yaml:1: ").contains(part).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PH-177 | {source: {name: a}}",
                "PH-177 | {targets: [{select: {name: a}}]}",
                "PH-177 | {source: {name: a}, targets: [{fieldPaths: [a]}]}",
                "PH-170 | {source: {nam: a}, targets: [{select: {name: a}}]}",
                "PH-170 | {source: {name: a}, targets: [{select: {name: a}, options: {encoding: base64}}]}",
                "PH-171 | {source: {name: a, options: {index: x}}, targets: [{select: {name: a}}]}",
                "PH-171 | {source: {name: a, options: {index: 1.5}}, targets: [{select: {name: a}}]}",
                "PH-171 | {source: {name: a}, targets: [{select: {labelSelector: '='}}]}"
            })
    void refusesWhatIsNoReplacement(String code, String written) {
        assertThat(refused(written).code()).isEqualTo(code);
    }

    private InputError refused(String written) {
        return catchThrowableOfType(RefusedSourceException.class, () -> replace(written))
                .errors()
                .getFirst();
    }

    private void replace(String written) throws RefusedSourceException {
        new ReplacementTransformer()
                .add(Yaml.object(written), Yaml.place("k.yaml", written))
                .transform(resources);
    }
}
