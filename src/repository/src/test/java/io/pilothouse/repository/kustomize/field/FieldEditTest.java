package io.pilothouse.repository.kustomize.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.field.FieldEdit.Missing;
import io.pilothouse.repository.kustomize.resource.Objects;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldEditTest {
    private static final Json.Text NEW = new Json.Text("new");

    @Test
    void entersListsWhetherTheyAreMarkedOrNot() throws RefusedSourceException {
        String object = "{kind: X, spec: {list: [{name: a}, {name: b}, {other: c}]}}";
        String changed = "{kind: X, spec: {list: [{name: new}, {name: new}, {other: c}]}}";

        assertThat(edited(object, "spec/list/name", false, Missing.NOTHING)).isEqualTo(Objects.json(changed));
        assertThat(edited(object, "spec/list[]/name", false, Missing.NOTHING)).isEqualTo(Objects.json(changed));
    }

    @Test
    void makesWhatIsMissingOnlyOnRequest() throws RefusedSourceException {
        assertThat(edited("{kind: X}", "spec/a/b", false, Missing.SCALAR)).isEqualTo(Objects.json("{kind: X}"));
        assertThat(edited("{kind: X}", "spec/a/b", true, Missing.NOTHING)).isEqualTo(Objects.json("{kind: X}"));
        assertThat(edited("{kind: X}", "spec/a/b", true, Missing.SCALAR))
                .isEqualTo(Objects.json("{kind: X, spec: {a: {b: new}}}"));
        assertThat(edited("{kind: X, spec: null}", "spec/a", true, Missing.SCALAR))
                .isEqualTo(Objects.json("{kind: X, spec: {a: new}}"));
    }

    @Test
    void neverMakesAList() throws RefusedSourceException {
        assertThat(edited("{kind: X, spec: {}}", "spec/list[]/a", true, Missing.SCALAR))
                .isEqualTo(Objects.json("{kind: X, spec: {}}"));
    }

    @Test
    void takesAnEscapedSlashForAPartOfAName() throws RefusedSourceException {
        assertThat(edited("{kind: X, a: {example.org/b: old}}", "a/example.org\\/b", false, Missing.NOTHING))
                .isEqualTo(Objects.json("{kind: X, a: {example.org/b: new}}"));
    }

    @Test
    void givesTheSameObjectWhereNothingChanges() throws RefusedSourceException {
        Resource resource = Objects.one("{kind: X, spec: {a: b}}");
        FieldSpec spec = FieldSpec.of(TypeSelector.ANY, "spec/a", true);

        assertThat(FieldEdit.apply(resource, spec, Missing.SCALAR, value -> value))
                .isSameAs(resource);
    }

    @Test
    void saysWhereItIs() throws RefusedSourceException {
        List<List<String>> paths = new ArrayList<>();
        FieldEdit.applyLocated(
                Objects.one("{kind: X, list: [{a: 1}, {a: 2}]}"),
                FieldSpec.of(TypeSelector.ANY, "list/a", false),
                Missing.NOTHING,
                (value, path) -> {
                    paths.add(List.copyOf(path));
                    return value;
                });

        assertThat(paths).containsExactly(List.of("list", "0", "a"), List.of("list", "1", "a"));
    }

    @Test
    void refusesToGoBelowASingleValue() {
        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> edited("kind: X\nspec:\n  a: hunter2\n", "spec/a/b", false, Missing.NOTHING))
                .satisfies(refused -> assertThat(refused.errors().getFirst().toString())
                        .startsWith("app/all.yaml:3: The field spec/a")
                        .doesNotContain("hunter2"));
    }

    private static Json edited(String yaml, String path, boolean creates, Missing missing)
            throws RefusedSourceException {
        FieldSpec spec = FieldSpec.of(TypeSelector.ANY, path, creates);
        return FieldEdit.apply(Objects.one(yaml), spec, missing, value -> NEW).content();
    }
}
