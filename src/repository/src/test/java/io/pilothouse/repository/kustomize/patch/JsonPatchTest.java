package io.pilothouse.repository.kustomize.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilothouse.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {

    /// The examples of RFC 6902, Appendix A, and what else is allowed here.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{foo: bar} | {op: add, path: /baz, value: qux} | {baz: qux, foo: bar}",
                "{foo: [bar, baz]} | {op: add, path: /foo/1, value: qux} | {foo: [bar, qux, baz]}",
                "{foo: [bar]} | {op: add, path: /foo/1, value: qux} | {foo: [bar, qux]}",
                "{baz: qux, foo: bar} | {op: remove, path: /baz} | {foo: bar}",
                "{foo: [bar, qux, baz]} | {op: remove, path: /foo/1} | {foo: [bar, baz]}",
                "{baz: qux} | {op: replace, path: /baz, value: boo} | {baz: boo}",
                "{foo: {bar: baz, waldo: fred}, qux: {corge: grault}} |"
                        + " {op: move, from: /foo/waldo, path: /qux/thud} |"
                        + " {foo: {bar: baz}, qux: {corge: grault, thud: fred}}",
                "{foo: [all, grass, cows, eat]} | {op: move, from: /foo/1, path: /foo/3} |"
                        + " {foo: [all, cows, eat, grass]}",
                "{baz: qux, foo: [a, 2, c]} | {op: test, path: /foo/1, value: 2} | {baz: qux, foo: [a, 2, c]}",
                "{foo: bar} | {op: add, path: /child, value: {grandchild: {}}} | {foo: bar, child: {grandchild: {}}}",
                "{foo: bar} | {op: add, path: /baz, value: qux, xyz: 123} | {foo: bar, baz: qux}",
                "{'/': 9, '~1': 10} | {op: test, path: /~01, value: 10} | {'/': 9, '~1': 10}",
                "{foo: [bar]} | {op: add, path: /foo/-, value: [abc, def]} | {foo: [bar, [abc, def]]}",
                "{a: [1, 2]} | {op: replace, path: /a/-1, value: 3} | {a: [1, 3]}",
                "{a: [1, 2]} | {op: remove, path: /a/-2} | {a: [2]}",
                "{a: [1, 2]} | {op: add, path: /a/-1, value: 3} | {a: [1, 2, 3]}",
                "{a: 1} | {op: replace, path: /b, value: 2} | {a: 1, b: 2}",
                "{a: 1} | {op: test, path: /b, value: null} | {a: 1}",
                "{a: 1} | {op: test, path: /a, value: 1.0} | {a: 1}",
                "{a: {b: 1}} | {op: copy, from: /a, path: /c} | {a: {b: 1}, c: {b: 1}}",
                "{a: 1} | {op: replace, path: '', value: {b: 2}} | {b: 2}",
                "{a: 1} | {op: add, path: /b, value: null} | {a: 1, b: null}",
                "{a: {'': 1}} | {op: remove, path: /a/} | {a: {}}"
            })
    void changesAnObject(String object, String operation, String expected) throws Exception {
        JsonPatch patch = JsonPatch.read((Json.Arr) Yaml.of("[" + operation + "]"));

        assertThat(patch.apply(Yaml.object(object))).isEqualTo(Yaml.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "add | {op: add, path: /none/below, value: 1}",
                "add | {op: add, path: /list/3, value: 1}",
                "add | {op: add, path: /list/x, value: 1}",
                "add | {op: add, path: /text/below, value: 1}",
                "add | {op: add, path: '', value: 1}",
                "remove | {op: remove, path: /none}",
                "remove | {op: remove, path: /list/2}",
                "remove | {op: remove, path: /list/-}",
                "replace | {op: replace, path: /list/2, value: 1}",
                "replace | {op: replace, path: /none/below, value: 1}",
                "move | {op: move, from: /none, path: /b}",
                "copy | {op: copy, from: /none, path: /b}",
                "test | {op: test, path: /text, value: other}",
                "test | {op: test, path: /none/below, value: null}",
                "test | {op: test, path: /list/9, value: null}"
            })
    void saysWhichOperationCannotBeDone(String name, String operation) throws Exception {
        JsonPatch patch =
                JsonPatch.read((Json.Arr) Yaml.of("[{op: test, path: /text, value: secret}, " + operation + "]"));

        InapplicablePatchException refused = catchThrowableOfType(
                InapplicablePatchException.class, () -> patch.apply(Yaml.object("{text: secret, list: [1, 2]}")));

        assertThat(refused.at()).containsExactly("1");
        assertThat(refused.why()).contains("The operation " + name).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1] | [0] | must have the fields op and path",
                "[{path: /a}] | [0] | must be add, remove, replace, move, copy or test",
                "[{op: Add, path: /a, value: 1}] | [0] | must be add",
                "[{op: add, path: /a}] | [0] | add has no value",
                "[{op: remove, path: a/b}] | [0, path] | must be a path",
                "[{op: remove}] | [0, path] | must be a path",
                "[{op: remove, path: /a}, {op: move, path: /a}] | [1, from] | must be a path"
            })
    void saysWhatIsNoOperation(String written, String at, String part) {
        InapplicablePatchException refused = catchThrowableOfType(
                InapplicablePatchException.class, () -> JsonPatch.read((Json.Arr) Yaml.of(written)));

        assertThat(refused.at()).hasToString(at);
        assertThat(refused.why()).contains(part);
    }

    @Test
    void mustLeaveAnObject() throws Exception {
        JsonPatch patch = JsonPatch.read((Json.Arr) Yaml.of("[{op: replace, path: '', value: 5}]"));

        assertThat(catchThrowableOfType(InapplicablePatchException.class, () -> patch.apply(Yaml.object("{a: 1}")))
                        .why())
                .contains("leaves no object");
    }
}
