package io.pilothouse.repository.render;

import static io.pilothouse.repository.render.Commit.APPLICATION;
import static io.pilothouse.repository.render.Commit.app;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Applications that are rendered from a chart.
class ChartSourceTest {
    private static final String WEB = "app/clusters/c/shop/web/";
    private static final String CHART = "app/charts/web/";
    private static final String HOOK = """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: hook, annotations: {helm.sh/hook: pre-install}}
        """;

    private final Commit commit = new Commit()
            .with(CHART + "Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n")
            .with(CHART + "values.yaml", "size: small\ncolour: red\nwhere: nowhere\n")
            .with(CHART + "templates/config.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: {{ .Release.Name }}}
                data:
                  text: {{ .Values.size }} {{ .Values.colour }} {{ .Values.where }} {{ .Release.Namespace }}
                """);

    @Test
    void takeValuesFromFilesInPlaceAndFromVariables() throws Exception {
        // Given
        commit.with("fleet/clusters/c.yaml", """
            apiVersion: pilothouse.io/v1
            kind: Cluster
            spec: {variables: {COLOUR: blue}}
            """)
                .with(WEB + "application.yaml", APPLICATION + """
                    spec:
                      source:
                        helm:
                          path: app/charts/web
                          valuesFiles: [./values.yaml]
                          values: {where: "${CLUSTER}"}
                    """)
                .with(WEB + "values.yaml", "size: large\ncolour: ${COLOUR}\nwhere: file\n");

        // When
        List<Manifest> manifests = commit.manifests(app("shop", "web"));

        // Then
        assertThat(manifests).singleElement().satisfies(manifest -> {
            assertThat(manifest.key()).hasToString("ConfigMap shop/web");
            assertThat(manifest.content().text("data", "text")).contains("large blue c shop");
            assertThat(manifest.origin()).hasToString(CHART + "templates/config.yaml:1");
        });
    }

    @Test
    void mayBeTheChartsOwnFolder() throws Exception {
        // Given
        for (String file : List.of("Chart.yaml", "values.yaml", "templates/config.yaml")) {
            commit.with(WEB + file, text(CHART + file));
        }

        // When Then
        assertThat(commit.manifests(app("shop", "web"))).hasSize(1);
    }

    @Test
    void giveTheirHooksUnlessTheyAreSkipped() throws Exception {
        // Given
        commit.with(CHART + "templates/hook.yaml", HOOK)
                .with(WEB + "application.yaml", APPLICATION + "spec: {source: {helm: {path: app/charts/web}}}\n");

        // When Then
        assertThat(commit.manifests(app("shop", "web")))
                .extracting(manifest -> manifest.key().kind())
                .containsExactlyInAnyOrder("ConfigMap", "Job");
        commit.with(
                WEB + "application.yaml",
                APPLICATION + "spec: {source: {helm: {path: app/charts/web, hooks: skip}}}\n");
        assertThat(commit.manifests(app("shop", "web"))).hasSize(1);
    }

    @Test
    void failAloneWhenTheyCannotBeRendered() throws Exception {
        // Given
        commit.with(CHART + "templates/bad.yaml", "{{ .Values.none.such }}\n")
                .with(WEB + "application.yaml", APPLICATION + "spec: {source: {helm: {path: app/charts/web}}}\n")
                .with("app/clusters/c/shop/api/config.yaml", Commit.CONFIG);

        // When Then
        assertThat(commit.refused(app("shop", "web"))).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("PH-182");
            assertThat(error.toString()).contains(CHART + "templates/bad.yaml:1");
        });
        assertThat(commit.manifests(app("shop", "api"))).hasSize(1);
    }

    private String text(String path) {
        return new String(
                commit.tree.read(commit.tree.find(path).orElseThrow(), Integer.MAX_VALUE), StandardCharsets.UTF_8);
    }
}
