package io.pilothouse.repository.kustomize.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilothouse.core.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the corpus does not show: single steps, and what is said of patches that cannot be applied.
class StrategicMergeTest {
    private static final String POD = "apiVersion: v1\nkind: Pod\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{a: 1} | {b: 2} | {a: 1, b: 2}",
                "{a: 1} | {a: 2} | {a: 2}",
                "{a: 1} | {a: null} | {}",
                "{a: null} | {b: 1} | {a: null, b: 1}",
                "{a: null} | {a: {b: null}} | {a: {}}",
                "{a: [1, 2]} | {a: [3]} | {a: [3]}",
                "{a: [1, 2]} | {a: []} | {a: []}",
                "{a: [1]} | {a: null} | {}",
                "{a: {b: 1, c: 2}} | {a: {b: null, d: {e: null, f: 1}}} | {a: {c: 2, d: {f: 1}}}",
                "{a: {b: 1}} | {a: {$patch: replace, c: 2}} | {a: {c: 2}}",
                "{a: {b: 1}} | {a: {$patch: delete}} | {}",
                "{a: {b: 1}} | {a: {$patch: merge, c: 2}} | {a: {b: 1, c: 2}}",
                "{} | {a: {$patch: delete}} | {}",
                "{} | {a: {$patch: replace, b: 1}} | {a: {b: 1}}",
                "{a: text} | {a: 5} | {a: 5}"
            })
    void mergesMaps(String object, String patch, String expected) throws Exception {
        assertThat(merged(object, patch)).isEqualTo(Yaml.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{name: a, x: 1}] | [{name: b, x: 2}] | [{name: b, x: 2}, {name: a, x: 1}]",
                "[{name: a, x: 1}, {name: b}] | [{name: b, x: 2}, {name: c}] |"
                        + " [{name: b, x: 2}, {name: c}, {name: a, x: 1}]",
                "[{name: a, x: 1}] | [{name: a, x: null}] | [{name: a}]",
                "[{name: a}, {name: b}] | [{name: a, $patch: delete}] | [{name: b}]",
                "[{name: a}, {name: b}] | [{$patch: replace}, {name: c}] | [{name: c}]",
                "[{name: a}, {name: b}] | [{$patch: merge}, {name: c}] | [{name: c}, {name: a}, {name: b}]",
                "[{name: a, x: 1}, {name: a, x: 2}] | [] | [{name: a, x: 2}]",
                "[{name: '1'}] | [{name: '1', x: 1}] | [{name: '1', x: 1}]",
                "[] | [{name: a, x: null, w: {z: null}}] | [{name: a, w: {}}]"
            })
    void mergesListsByTheirKey(String object, String patch, String expected) throws Exception {
        assertThat(merged(POD + "spec: {containers: " + object + "}", POD + "spec: {containers: " + patch + "}"))
                .isEqualTo(Yaml.of(POD + "spec: {containers: " + expected + "}"));
    }

    @Test
    void mergesPlainValuesWithoutRepeatingAny() throws Exception {
        assertThat(merged(POD + "metadata: {finalizers: [a, b]}", POD + "metadata: {finalizers: [b, c]}"))
                .isEqualTo(Yaml.of(POD + "metadata: {finalizers: [b, c, a]}"));
    }

    @Test
    void deletesTheWholeObject() throws Exception {
        Json.Obj patch = Yaml.object(POD + "$patch: delete");

        assertThat(StrategicMerge.apply(Yaml.object(POD), patch, BuiltInSchemas.INSTANCE))
                .isEmpty();
    }

    @Test
    void mergingTwiceIsMergingOnce() throws Exception {
        String object = POD + "spec: {containers: [{name: a, env: [{name: X, value: x}]}, {name: b}]}";
        Json.Obj patch = Yaml.object(
                POD + "spec: {hostname: h, containers: [{name: c}, {name: a, env: [{name: Y, value: y}]}]}");

        Json.Obj once = StrategicMerge.apply(Yaml.object(object), patch, BuiltInSchemas.INSTANCE)
                .orElseThrow();

        assertThat(StrategicMerge.apply(once, patch, BuiltInSchemas.INSTANCE)).contains(once);
    }

    @Test
    void anEmptyPatchChangesNothing() throws Exception {
        Json.Obj object = Yaml.object(POD + "metadata: {name: a}\nspec: {containers: [{name: a, ports: [{containerPort:"
                + " 1}, {containerPort: 1, protocol: UDP}]}], tolerations: [{}, {}]}");

        assertThat(StrategicMerge.apply(object, Yaml.object(POD), BuiltInSchemas.INSTANCE))
                .contains(object);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{spec: {a: x}} | {spec: {a: {b: c}}} | [spec, a] | a map where the object has a single value",
                "{spec: {a: {}}} | {spec: {a: [x]}} | [spec, a] | a list where the object has a map",
                "{spec: {a: [x]}} | {spec: {a: secret}} | [spec, a] | a single value where the object has a list",
                "{spec: {}} | {spec: {$patch: explode}} | [spec] | must be merge, replace or delete",
                "{spec: {}} | {spec: {$patch: 5}} | [spec] | must be merge, replace or delete",
                "{spec: {}} | {$patch: replace} | [] | no effect in Kustomize",
                "{spec: {}} | {spec: {$retainKeys: [a]}} | [spec] | no directive like $retainKeys",
                "{spec: {}} | {spec: {$setElementOrder/a: [a]}} | [spec] | no directive like $setElementOrder,",
                "{spec: {}} | {spec: {a: [{name: x, $patch: delete}]}} | [] | would stay in the object"
            })
    void saysWhatCannotBeApplied(String object, String patch, String at, String part) {
        InapplicablePatchException refused =
                catchThrowableOfType(InapplicablePatchException.class, () -> merged(object, patch));

        assertThat(refused.at()).hasToString(at);
        assertThat(refused.why()).contains(part).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "containers | [{name: a}] | [{image: x}] | has no name",
                "containers | [{image: x}] | [{name: a}] | object's list has no name",
                "containers | [{name: a}] | [{name: a, $patch: replace}] | no effect",
                "topologySpreadConstraints | [{topologyKey: a, whenUnsatisfiable: b}] | [{topologyKey: a, maxSkew: 1}]"
                        + " | would be lost",
                "topologySpreadConstraints | [{topologyKey: a}] | [{topologyKey: a, whenUnsatisfiable: b}] |"
                        + " would be lost"
            })
    void saysWhichItemsCannotBeMerged(String field, String object, String patch, String part) {
        InapplicablePatchException refused = catchThrowableOfType(
                InapplicablePatchException.class,
                () -> merged(
                        POD + "spec: {" + field + ": " + object + "}", POD + "spec: {" + field + ": " + patch + "}"));

        assertThat(refused.at()).containsExactly("spec", field);
        assertThat(refused.why()).contains(part);
    }

    @Test
    void leavesListsAloneThatNoPatchSpeaksOf() throws Exception {
        Json.Obj object = Yaml.object(POD + "spec: {containers: [{image: x}, {image: y}]}");

        Json.Obj merged = StrategicMerge.apply(
                        object, Yaml.object(POD + "spec: {hostname: h}"), BuiltInSchemas.INSTANCE)
                .orElseThrow();

        assertThat(merged.at("spec", "containers")).isEqualTo(object.at("spec", "containers"));
    }

    private static Json merged(String object, String patch) throws InapplicablePatchException {
        Optional<Json.Obj> merged =
                StrategicMerge.apply(Yaml.object(object), Yaml.object(patch), BuiltInSchemas.INSTANCE);
        return merged.orElseThrow();
    }
}
