package io.pilothouse.repository.render;

import static io.pilothouse.repository.render.Commit.APPLICATION;
import static io.pilothouse.repository.render.Commit.app;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Variables, from the fleet down to a manifest's value.
class VariablesTest {
    private static final String WEB = "app/clusters/c/shop/web/";

    private final Commit commit = new Commit()
            .with("fleet/fleet.yaml", """
                apiVersion: pilothouse.io/v1
                kind: Fleet
                spec:
                  variables: {A: fleet, B: fleet, C: fleet, D: fleet}
                """)
            .with("fleet/groups/all.yaml", """
                apiVersion: pilothouse.io/v1
                kind: Group
                spec:
                  selector: {}
                  variables: {B: group, C: group, D: group}
                """)
            .with("fleet/clusters/c.yaml", """
                apiVersion: pilothouse.io/v1
                kind: Cluster
                spec:
                  labels: {region: eu, pilothouse.io/tier: "1"}
                  variables: {C: cluster, D: cluster, REPLICAS: "3", WORD: "no", SPLIT: "1e3"}
                """)
            .with(WEB + "application.yaml", APPLICATION + "spec: {variables: {D: application}}\n");

    @Test
    void prefersTheNarrowerOne() throws Exception {
        assertThat(data("x: ${A} ${B} ${C} ${D}").text("x")).contains("fleet group cluster application");
    }

    @Test
    void knowsWhereItIs() throws Exception {
        assertThat(data("x: ${CLUSTER}/${NAMESPACE}/${APPLICATION} ${LABEL_REGION} ${LABEL_PILOTHOUSE_IO_TIER}")
                        .text("x"))
                .contains("c/shop/web eu 1");
    }

    /// What stands without quotes means what it would mean had the value been written out.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`${REPLICAS}` | 3",
                "`\"${REPLICAS}\"` | `\"3\"`",
                "`'${REPLICAS}'` | `\"3\"`",
                "`${WORD}` | false",
                "`\"${WORD}\"` | `\"no\"`",
                "`${SPLIT}` | 1000",
                "`\"${SPLIT}\"` | `\"1e3\"`",
                "`${NOTHING:=7}` | 7",
                "`${NOTHING:=}` | null",
                "`${REPLICAS:=9}` | 3",
                "`1${REPLICAS}` | 13",
                "`$${REPLICAS}` | `\"${REPLICAS}\"`",
                "`${1}` | `\"${1}\"`",
                "`${HOME}` | `\"${HOME}\"`",
                "`{deep: [{er: \"${A}\"}]}` | `{\"deep\":[{\"er\":\"fleet\"}]}`",
            })
    void replacesAValueAsIfItHadBeenWrittenOut(String written, String meant) throws Exception {
        commit.with(
                WEB + "thing.yaml",
                "apiVersion: example.org/v1\nkind: Thing\nmetadata: {name: a}\nspec:\n  x: " + written + "\n");
        assertThat(commit.only(app("shop", "web")).at("spec", "x").orElseThrow().canonical())
                .isEqualTo(meant);
    }

    @Test
    void leavesAloneWhatNobodyDeclaredAndSaysSo() throws Exception {
        // When
        Json.Obj data = data("script: |\n    echo ${HOME} ${1:-x}");

        // Then
        assertThat(data.text("script").orElseThrow()).startsWith("echo ${HOME} ${1:-x}");
        assertThat(commit.render(app("shop", "web")).warnings())
                .extracting(InputError::toString)
                .containsExactly(WEB + "config.yaml:1: ${HOME} looks like a variable, but there is none of that name;"
                        + " it is left as it is. Write $${HOME} if that is meant. (PH-127)");
    }

    @Test
    void refusesWhatIsProbablyMisspelt() throws Exception {
        // Given
        commit.with(WEB + "config.yaml", config("\n  b: \"${REPLICSA}\""));

        // When
        List<InputError> errors = commit.refused(app("shop", "web"));

        // Then
        assertThat(errors)
                .extracting(InputError::toString)
                .containsExactly(WEB + "config.yaml:5: There is no variable REPLICSA: did you mean REPLICAS? Write"
                        + " $${REPLICSA} if it is not meant for Pilothouse. (PH-126)");
    }

    @ParameterizedTest
    @CsvSource({"pilothouse.io/substitute", "kustomize.toolkit.fluxcd.io/substitute"})
    void leavesAnObjectAloneThatAsksForIt(String annotation) throws Exception {
        commit.with(WEB + "list.yaml", """
            apiVersion: v1
            kind: List
            items:
              - {apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {%s: disabled}}, data: {x: "${A}"}}
              - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}, data: {x: "${A}"}}
            """.formatted(annotation));
        assertThat(commit.manifests(app("shop", "web")))
                .extracting(manifest -> manifest.content().text("data", "x").orElse(""))
                .containsExactly("${A}", "fleet");
    }

    @Test
    void replacesVariablesInTheApplicationsOwnSettings() throws Exception {
        // Given
        commit.with(
                        WEB + "application.yaml",
                        APPLICATION + "spec: {variables: {BASE: web}, source: {path: \"app/base/${BASE}\"}}\n")
                .with("app/base/web/config.yaml", Commit.CONFIG);

        // When Then
        assertThat(commit.manifests(app("shop", "web"))).hasSize(1);
    }

    @Test
    void refusesGroupsThatDisagree() throws Exception {
        // Given
        commit.with("fleet/groups/other.yaml", """
            apiVersion: pilothouse.io/v1
            kind: Group
            spec: {selector: {}, variables: {B: other, C: other}}
            """).with(WEB + "config.yaml", Commit.CONFIG);

        // When Then
        org.assertj.core.api.Assertions.assertThatThrownBy(commit::layout)
                .hasMessage("fleet/groups/other.yaml:1: The groups all and other give the variable B different values,"
                        + " and a cluster is in both: set it in the cluster's file, or in one group only.");
    }

    @Test
    void boundsWhatAVariableCanGrowTo() throws Exception {
        // Given
        commit.with(
                        "fleet/fleet.yaml",
                        "apiVersion: pilothouse.io/v1\nkind: Fleet\nspec: {variables: {A: " + "x".repeat(16_000)
                                + "}}\n")
                .with(WEB + "config.yaml", config("\n  b: \"" + "${A}".repeat(2_000) + "\""));

        // When Then
        assertThat(commit.refused(app("shop", "web")))
                .singleElement()
                .satisfies(error -> assertThat(error.toString()).contains("longer than 16777216 characters"));
    }

    private Json.Obj data(String yaml) throws Exception {
        commit.with(WEB + "config.yaml", config("\n  " + yaml));
        return commit.only(app("shop", "web")).object("data");
    }

    private static String config(String data) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:" + data + "\n";
    }
}
