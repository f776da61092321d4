package io.pilothouse.repository.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.resource.Objects;
import io.pilothouse.repository.tree.MapTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is expected here was made by `kubectl kustomize`, but for refusals.
class KustomizeFolderTest {
    private static final String MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}";

    private final Kustomizing commit = new Kustomizing().with("app/all.yaml", MAP);

    @ParameterizedTest
    @ValueSource(strings = {"kustomization.yaml", "kustomization.yml", "Kustomization"})
    void knowsAKustomizationByItsFile(String name) throws Exception {
        MapTree tree = new MapTree().with("app/" + name, "resources: []").with("plain/all.yaml", MAP);

        assertThat(KustomizeFolder.isOne(tree, "app")).isTrue();
        assertThat(KustomizeFolder.isOne(tree, "plain")).isFalse();
    }

    @Test
    void findingNeverFailsAndBuildingSaysWhy() throws Exception {
        commit.with("app/kustomization.yaml", "resources: [none.yaml]");

        assertThat(commit.reads("app").ids()).containsEntry("app/none.yaml", "");
        assertThat(commit.refusals("app")).hasSize(1);
        assertThat(commit.refusals("nowhere")).singleElement().asString().endsWith("(PH-172)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "namePrefx: a- | \"namePrefx\" here. Did you mean \"namePrefix\"? (PH-170)",
                "inventory: {} | \"inventory\" is not supported",
                "namePrefix: 1 | \"namePrefix\" must be text",
                "commonLabels: {a: 1} | \"commonLabels.a\" must be text",
                "images: [{name: a, newTg: b}] | \"images.0.newTg\" here. Did you mean \"newTag\"?",
                "patches: [a.yaml] | write each as",
                "patches: [{path: a, patch: b}] | and not both",
                "replicas: [{name: a, count: 1.5}] | \"replicas.0.count\" must be a whole number",
                "sortOptions: {order: random} | must be legacy or fifo",
                "buildMetadata: [everything] | must be some of",
                "kind: Deployment | \"kind\" must be Kustomization or Component",
                "apiVersion: v1 | \"apiVersion\" must be kustomize.config.k8s.io/v1beta1",
                "openapi: {version: v1.30.0} | must be v1.21.2",
                "helmGlobals: {configHome: x} | \"helmGlobals.configHome\" is not supported",
                "helmCharts: [{name: c}] | \"helmCharts.0.releaseName\" is missing",
                "configMapGenerator: [{literals: [a=b]}] | \"configMapGenerator.0.name\" is missing",
                "transformers: [\"{apiVersion: x/v1, kind: Y, metadata: {name: z}}\"] | would execute something",
                "transformers: [\"{apiVersion: builtin, kind: PrefixTransfomer, metadata: {name: z}}\"] |"
                        + " \"PrefixTransformer\""
            })
    void refusesWhatItDoesNotObeyByName(String field, String why) {
        commit.with("app/kustomization.yaml", "resources: [all.yaml]\n" + field);

        assertThat(commit.refusals("app"))
                .anySatisfy(error -> assertThat(error)
                        .startsWith("app/kustomization.yaml:2: ")
                        .contains(why));
    }

    @Test
    void readsResourcesAsKustomizeDoes() throws Exception {
        commit.with("app/kustomization.yaml", "resources: [all.yaml]\npatches: [{path: patch.yaml}]")
                .with("app/all.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: yes, b: True}}")
                .with("app/patch.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {c: off}}");

        assertThat(commit.build("app"))
                .containsExactly(Objects.json("{apiVersion: v1, kind: ConfigMap, metadata: {name: a},"
                        + " data: {a: \"yes\", b: true, c: \"off\"}}"));
    }

    @Test
    void readsOperationsAsKubectlDoes() throws Exception {
        commit.with("app/kustomization.yaml", """
            resources: [all.yaml]
            patches: [{target: {kind: ConfigMap}, path: patch.yaml}]
            """).with("app/patch.yaml", "[{op: add, path: /spec, value: yes}]");

        assertThat(((Json.Obj) commit.build("app").getFirst()).get("spec")).contains(new Json.Bool(true));
    }

    @Test
    void aNameThatIsHashedIsKnownToThoseWhoUseIt() throws Exception {
        commit.with("app/kustomization.yaml", """
            resources: [pod.yaml]
            namePrefix: pre-
            configMapGenerator: [{name: conf, literals: [a=b]}]
            """).with("app/pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec: {containers: [{name: c, envFrom: [{configMapRef: {name: conf}}]}]}
                """);

        assertThat(commit.build("app")).isEqualTo(Objects.all("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: pre-conf-4h2mbtbbt6}, data: {a: b}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: pre-p}
            spec: {containers: [{name: c, envFrom: [{configMapRef: {name: pre-conf-4h2mbtbbt6}}]}]}
            """));
    }

    @Test
    void aMergedGeneratorKeepsTheNamesOfItsBase() throws Exception {
        commit.with("base/kustomization.yaml", "configMapGenerator: [{name: conf, literals: [a=1, b=1]}]")
                .with("app/kustomization.yaml", """
                    resources: [../base]
                    namePrefix: pre-
                    configMapGenerator: [{name: conf, behavior: merge, literals: [b=2]}]
                    """);

        Json.Obj merged = (Json.Obj) commit.build("app").getFirst();

        assertThat(merged.object("data")).isEqualTo(Objects.json("{a: \"1\", b: \"2\"}"));
        assertThat(merged.text("metadata", "name").orElseThrow()).startsWith("pre-conf-");
    }

    @Test
    void ordersChartsWithTheirValues() {
        commit.with("app/kustomization.yaml", """
            helmCharts:
              - name: shop
                releaseName: front
                namespace: web
                valuesFile: values.yaml
                valuesInline: {replicas: 2}
                includeCRDs: true
                skipHooks: true
                apiVersions: [example.org/v1]
                kubeVersion: 1.32.0
              - {name: other, releaseName: other, repo: 'https://charts.example.org', version: 1.2.3}
            """)
                .with("app/values.yaml", "replicas: 1")
                .with("app/charts/shop/Chart.yaml", "name: shop");

        assertThat(commit.refusals("app")).hasSize(1);
        assertThat(commit.orders())
                .satisfiesExactly(
                        shop -> {
                            assertThat(shop.releaseName()).isEqualTo("front");
                            assertThat(shop.namespace()).isEqualTo("web");
                            assertThat(shop.values()).hasSize(2);
                            assertThat(shop.includesCrds()).isTrue();
                            assertThat(shop.includesHooks()).isFalse();
                            assertThat(shop.chart().toString()).contains("app/charts/shop");
                        },
                        other -> {
                            assertThat(other.chart().toString()).contains("https://charts.example.org", "1.2.3");
                            assertThat(other.namespace()).isEqualTo("default");
                            assertThat(other.includesHooks()).isTrue();
                        });
    }

    @Test
    void everyObjectSaysWhereItWasDeclared() throws Exception {
        commit.with("app/kustomization.yaml", "resources: [all.yaml]\n\nsecretGenerator:\n  - name: s\n")
                .with("app/all.yaml", "\n\n" + MAP);

        List<String> origins = commit.find("app").render().stream()
                .map(object -> object.place().origin().toString())
                .toList();

        assertThat(origins).containsExactly("app/all.yaml:3", "app/kustomization.yaml:4");
    }
}
