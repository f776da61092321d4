package io.pilothouse.repository.kustomize.replacement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.field.TypeSelector;
import io.pilothouse.repository.kustomize.patch.Yaml;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
    private static final FieldSpecs FIELDS = new FieldSpecs(List.of(
            FieldSpec.of(TypeSelector.ANY, "spec/args", false), FieldSpec.of(TypeSelector.ANY, "spec/map", false)));

    private final ResourceSet resources = new ResourceSet();

    @BeforeEach
    void addObjects() throws Exception {
        resources.append(Yaml.resource("""
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: n}
            spec: {ports: [{port: 80}]}
            """));
        resources.append(Yaml.resource("""
            apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec: {args: ["$(NAME)", "a-$(NAME)"], map: {k: $(NAME), n: 5}, other: $(NAME)}
            """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | plain",
                "$(A) | value",
                "x$(A)y$(A) | xvalueyvalue",
                "$(N) | 5",
                "n=$(N) | n=5",
                "$(M) | $(M)",
                "$(NONE) | $(NONE)",
                "$$(A) | $(A)",
                "$$$(A) | $value",
                "$(A | $(A",
                "$A | $A",
                "a$ | a$",
                "$() | $()",
                "$$ | $"
            })
    void expands(String text, String expected) {
        Expansion expansion =
                new Expansion(Map.of("A", new Json.Text("value"), "N", Json.Num.of(5), "M", Json.Obj.EMPTY));

        assertThat(expansion.expand(text)).isEqualTo(expected.equals("5") ? Json.Num.of(5) : new Json.Text(expected));
    }

    @Test
    void putsTheLastNameOfAnObjectWhereItIsAskedFor() throws Exception {
        // Given
        Resource service = resources.get(0).rememberingName();
        resources.set(
                0, service.withContent(service.content().with("metadata", Yaml.of("{name: pre-web, namespace: n}"))));

        // When
        resolve("{name: NAME, objref: {apiVersion: v1, kind: Service, name: web}}");

        // Then
        assertThat(resources.get(1).content().object("spec"))
                .isEqualTo(Yaml.of("{args: [pre-web, a-pre-web], map: {k: pre-web, n: 5}, other: $(NAME)}"));
    }

    @Test
    void keepsTheTypeOfAWholeValue() throws Exception {
        resolve("{name: NAME, objref: {apiVersion: v1, kind: Service, name: web, namespace: n}, fieldref: {fieldpath:"
                + " 'spec.ports[0].port'}}");

        assertThat(resources.get(1).content().object("spec").get("args")).contains(Yaml.of("[80, a-80]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PH-177 | which is not there | {name: A, objref: {kind: Service, name: none, apiVersion: v1}}",
                "PH-177 | which is not there | {name: A, objref: {kind: Service, name: web, apiVersion: v1, namespace:"
                        + " x}}",
                "PH-177 | leads to no field | {name: A, objref: {kind: Service, name: web, apiVersion: v1}, fieldref:"
                        + " {fieldpath: spec.none}}",
                "PH-177 | needs a name | {name: A}",
                "PH-177 | needs a name | {objref: {kind: Service, name: web, apiVersion: v1}}",
                "PH-170 | no field | {name: A, objref: {kind: Service, name: web}, fieldpath: x}"
            })
    void refusesAVariableWithoutValue(String code, String part, String written) {
        assertRefused(code, part, written);
    }

    @Test
    void refusesAVariableThatIsThereAlready() {
        String written = "{name: A, objref: {kind: Service, name: web, apiVersion: v1}}";

        assertRefused("PH-177", "is there already, at k.yaml:1", written, written);
    }

    @Test
    void refusesAVariableThatCouldBeTwoObjects() throws Exception {
        resources.append(Yaml.resource("{apiVersion: v1, kind: Service, metadata: {name: web, namespace: m}}"));

        assertRefused("PH-177", "one of 2", "{name: A, objref: {kind: Service, name: web, apiVersion: v1}}");
    }

    @Test
    void refusesAListThatHoldsMoreThanText() throws Exception {
        resources.append(Yaml.resource("{apiVersion: v1, kind: Pod, metadata: {name: q}, spec: {args: [5]}}"));

        assertRefused("PH-177", "is not text", "{name: A, objref: {kind: Service, name: web, apiVersion: v1}}");
    }

    private void assertRefused(String code, String part, String... written) {
        InputError error = catchThrowableOfType(RefusedSourceException.class, () -> resolve(written))
                .errors()
                .getFirst();
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).contains(part);
    }

    private void resolve(String... written) throws RefusedSourceException {
        Variables variables = new Variables();
        for (String one : written) {
            variables.add(Yaml.object(one), Yaml.place("k.yaml", one));
        }
        variables.resolve(resources, FIELDS);
    }
}
