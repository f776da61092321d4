package io.pilothouse.repository.kustomize.replacement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.patch.Yaml;
import io.pilothouse.repository.kustomize.replacement.FieldPath.BrokenPathException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPathTest {
    private static final Json NEW = new Json.Text("new");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.b.c | [a, b, c]",
                "a.[name=x.y/z].c | [a, [name=x.y/z], c]",
                "metadata.annotations.[example.org/a] | [metadata, annotations, example.org/a]",
                "a.b\\.c.d | [a, b.c, d]",
                "a.[=x].b | [a, [=x], b]",
                ".a.b | [a, b]",
                "a.[b.c | [a, b.c]",
                "a.[x=1.2].[y=3] | [a, [x=1.2], [y=3]]"
            })
    void readsAPath(String written, String steps) {
        assertThat(FieldPath.parse(written).steps()).hasToString(steps);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{a: {b: 1}} | a.b | 1",
                "{a: [x, z]} | a.1 | z",
                "{a: [x, z]} | a.- | z",
                "{a: [{name: x, v: 1}, {name: w, v: 2}]} | a.[name=w].v | 2",
                "{a: [{id: 5, v: 1}]} | a.[id=5].v | 1",
                "{a: [x, w]} | a.[=w] | w",
                "{a: {'1': b}} | a.1 | b"
            })
    void findsAValue(String object, String path, String expected) throws Exception {
        assertThat(FieldPath.parse(path).find(Yaml.of(object))).contains(Yaml.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{a: 1} | b",
                "{a: 1} | a.b",
                "{a: [x]} | a.1",
                "{a: []} | a.-",
                "{a: null} | a.b",
                "{a: [x]} | a.[name=x]"
            })
    void findsNothing(String object, String path) throws Exception {
        assertThat(FieldPath.parse(path).find(Yaml.of(object))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{a: {b: 1}} | a.b | {a: {b: new}}",
                "{a: [1, 2]} | a.* | {a: [new, new]}",
                "{a: [{v: 1}, {w: 2}]} | a.*.v | {a: [{v: new}, {w: 2}]}",
                "{a: [{k: web, v: 1}, {k: web2, v: 2}, {k: x, v: 3}]} | a.[k=web].v |"
                        + " {a: [{k: web, v: new}, {k: web2, v: new}, {k: x, v: 3}]}",
                "{a: [{k: web, v: 1}, {k: web2, v: 2}]} | a.[k=^web$].v | {a: [{k: web, v: new}, {k: web2, v: 2}]}",
                "{a: [1, 2]} | a.1 | {a: [1, new]}",
                "{a: [x, z]} | a.[=z] | {a: [x, new]}",
                "{a: {b: 1}} | a | {a: new}"
            })
    void changesEveryValue(String object, String path, String expected) throws Exception {
        assertThat(FieldPath.parse(path).change(Yaml.of(object), false, before -> NEW))
                .contains(Yaml.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | a.b | {a: {b: new}}",
                "{a: null} | a.b | {a: {b: new}}",
                "{} | a.[k=v].b | {a: [{k: v, b: new}]}",
                "{a: [{k: x}]} | a.[k=v].b | {a: [{k: x}, {k: v, b: new}]}",
                "{a: [{k: v}]} | a.[k=v].b | {a: [{k: v, b: new}]}",
                "{} | a.0 | {a: [new]}",
                "{a: [1]} | a.1.b | {a: [1, {b: new}]}",
                "{} | a.[id=5].b | {a: [{id: 5, b: new}]}"
            })
    void makesWhatIsMissing(String object, String path, String expected) throws Exception {
        assertThat(FieldPath.parse(path).change(Yaml.of(object), true, before -> NEW))
                .contains(Yaml.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | a.b | ``",
                "{a: []} | a.* | ``",
                "{a: [{k: x}]} | a.[k=v].b | ``",
                "{a: [{k: v}]} | a.[k=v].b | ``",
                "{a: {b: 1}} | a.* | a step into a list where the object has none",
                "{a: [1]} | a.b | a name where the object has no map",
                "{a: 1} | a.b | a name where the object has no map",
                "{a: [1]} | a.1 | beyond the end",
                "{a: [1]} | a.99999999999 | beyond the end",
                "{a: [1]} | a.[k] | write an index",
                "{a: [{k: v}]} | a.[k=(].b | no regular expression"
            })
    void saysWhyAPathLeadsNowhere(String object, String path, String why) throws Exception {
        FieldPath parsed = FieldPath.parse(path);
        if (why.isEmpty()) {
            assertThat(parsed.change(Yaml.of(object), false, before -> NEW)).isEmpty();
        } else {
            BrokenPathException broken = catchThrowableOfType(
                    BrokenPathException.class, () -> parsed.change(Yaml.of(object), false, before -> NEW));
            assertThat(broken.why()).contains(why);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5 | 5",
                "1.5 | 1.5",
                "true | true",
                "yes | 'yes'",
                "N | 'N'",
                "text | text",
                "a: b | 'a: b'",
                "[x | '[x'",
                "null | 'null'",
                "0x1F | 31"
            })
    void resolvesAPlainWordAsKustomizeDoes(String word, String expected) {
        assertThat(PlainText.resolve(word)).isEqualTo(Yaml.of(expected));
        assertThat(PlainText.of(Json.Null.NULL)).isEqualTo(Optional.empty());
    }
}
