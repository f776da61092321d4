package io.pilothouse.repository.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.PrunePolicy;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Rendering.Refused;
import io.pilothouse.core.slice.Rendering.Rendered;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.MapTree;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RendererTest {
    private static final String WEB = "app/clusters/c/shop/web/";
    private static final String APPLICATION = "apiVersion: pilothouse.io/v1\nkind: Application\n";
    private static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";
    private static final ApplicationKey KEY = new ApplicationKey("c", Layer.APP, "shop", "web");

    private final Commit commit = new Commit().with(WEB + "config.yaml", CONFIG);
    private final MapTree tree = commit.tree;

    @Test
    void rendersEveryObjectOnceWithItsNamespaceAndOrigin() throws Exception {
        // Given
        tree.with(WEB + "more/service.yml", "---\n" + CONFIG.replace("name: a", "name: b") + "---\n# empty\n")
                .with(WEB + "list.json", """
                    {"apiVersion": "v1", "kind": "List", "items": [
                      {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c", "namespace": "shop"}},
                      {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "d"}}]}
                    """)
                .with(WEB + "README.md", "# not yaml: [")
                .with(WEB + ".hidden.yaml", "{")
                .with(WEB + ".github/workflow.yaml", "{");

        // When
        Rendered rendered = (Rendered) render();

        // Then
        assertThat(rendered.manifests())
                .extracting(manifest -> manifest.key() + " " + manifest.origin())
                .containsExactly(
                        "ConfigMap shop/a " + WEB + "config.yaml:1",
                        "ConfigMap shop/c " + WEB + "list.json:2",
                        "Deployment.apps shop/d " + WEB + "list.json:3",
                        "ConfigMap shop/b " + WEB + "more/service.yml:2");
        assertThat(rendered.manifests())
                .allSatisfy(manifest -> assertThat(manifest.content().text("metadata", "namespace"))
                        .contains("shop"));
        assertThat(rendered.policy()).isEqualTo(ApplicationPolicy.DEFAULT);
        assertThat(rendered.revision()).isEqualTo(MapTree.REVISION);
    }

    @Test
    void readsTheFoldersThatTheApplicationNames() throws Exception {
        // Given
        tree.with(WEB + "application.yaml", APPLICATION + """
            spec:
              source:
                path: app/base/web
                paths: [../../../../overlays/prod]
              sync:
                mode: manual
                prune: false
                drift: notify
                timeout: 90s
                deletion: orphan
                limits: {maxDeletions: 7, maxDeletionRatio: 0.5}
            """)
                .with("app/base/web/b.yaml", CONFIG.replace("name: a", "name: b"))
                .with("app/overlays/prod/c.yaml", CONFIG.replace("name: a", "name: c"));

        // When
        Rendered rendered = (Rendered) render();

        // Then
        assertThat(rendered.manifests())
                .extracting(Manifest::key)
                .extracting(ResourceKey::name)
                .containsExactly("a", "b", "c");
        assertThat(rendered.policy())
                .isEqualTo(ApplicationPolicy.of(SyncPolicy.DEFAULT
                        .with(SyncPolicy.Mode.MANUAL)
                        .with(SyncPolicy.DriftPolicy.NOTIFY)
                        .with(Duration.ofSeconds(90))
                        .with(new PrunePolicy(false, 7, 0.5, false))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`spec: {source: {path: ../../../../../../x}}` | PH-103 | must name a folder of this repository",
                "`spec: {source: {path: /etc}}` | PH-103 | must name a folder of this repository",
                "`spec: {source: {path: .}}` | PH-103 | the application's own folder",
                "`spec: {source: {path: app}}` | PH-103 | the application's own folder",
                "`spec: {source: {path: app/base/nothing}}` | PH-103 | names the folder app/base/nothing, which this"
                        + " commit does not have",
                "`spec: {source: {path: app/base/web/b.yaml}}` | PH-103 | which is not a folder",
                "`spec: {source: {path: fleet/clusters}}` | PH-103 | holds no manifests",
                "`spec: {source: {paths: [app/base/web, app/base/web]}}` | PH-103 | twice",
                "`spec: {source: {paths: app/base/web}}` | PH-122 | must be a list of texts",
                "`spec: {source: {helm: {chart: x}}}` | PH-122 | needs exactly one of path (a chart in this"
                        + " repository)",
                "`spec: {source: {helm: {path: app/base/x}}}` | PH-103 | names the folder app/base/x, which this"
                        + " commit",
                "`spec: {source: {helm: {path: app/base/web, valuesFiles: [x.yaml]}}}` | PH-103 | names the file"
                        + " x.yaml",
                "`spec: {source: {helm: {repo: ftp://x, chart: a, version: 1.0.0}}}` | PH-122 | must begin with https",
                "`spec: {source: {git: {url: x, path: ../y}}}` | PH-103 | must name a folder of that repository",
                "`spec: {source: {git: {path: z}}}` | PH-122 | \"spec.source.git.url\" is missing",
                "`spec: {namespace: x}` | PH-122 | is not for applications below app/",
                "`spec: {variables: {A: 1}}` | PH-122 | \"spec.variables.A\" must be text",
                "`spec: {sorce: {}}` | PH-121 | Did you mean \"source\"?",
            })
    void refusesAnApplicationFileThatItCannotObey(String yaml, String code, String part) throws Exception {
        // Given
        tree.with("app/base/web/b.yaml", CONFIG.replace("name: a", "name: b"))
                .with(WEB + "application.yaml", APPLICATION + yaml + "\n");

        // When
        List<InputError> errors = refused();

        // Then
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.toString())
                    .startsWith(WEB + "application.yaml:3: ")
                    .contains(part);
            assertThat(error.code()).isEqualTo(code);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PH-150 | 1 | has no apiVersion | `kind: ConfigMap / metadata: {name: x}`",
                "PH-150 | 1 | has no kind | `apiVersion: v1 / metadata: {name: x}`",
                "PH-150 | 3 | has no metadata.name | `apiVersion: v1 / kind: ConfigMap / metadata: {}`",
                "PH-150 | 1 | has no metadata: | `apiVersion: v1 / kind: ConfigMap`",
                "PH-150 | 1 | not an object with apiVersion | `- a`",
                "PH-150 | 3 | metadata.name must be | `apiVersion: v1 / kind: ConfigMap / metadata: {name: ../../x}`",
                "PH-150 | 3 | metadata.name must be | `apiVersion: v1 / kind: ConfigMap / metadata: {name: Upper}`",
                "PH-150 | 3 | metadata.name must be | `apiVersion: v1 / kind: ConfigMap / metadata: {name: 123}`",
                "PH-150 | 3 | metadata.name must be | `apiVersion: v1 / kind: ConfigMap / metadata: {name: 😀}`",
                "PH-150 | 2 | kind must be | `apiVersion: v1 / kind: configmap / metadata: {name: x}`",
                "PH-150 | 1 | apiVersion must be | `apiVersion: apps/v1/x / kind: ConfigMap / metadata: {name: x}`",
                "PH-150 | 3 | is the API server's | `apiVersion: v1 / kind: ConfigMap / metadata: {name: x,"
                        + " resourceVersion: '5'}`",
                "PH-150 | 5 | This value of data is not text | `apiVersion: v1 / kind: ConfigMap / metadata: {name: x}"
                        + " / data: /   a: 5`",
                "PH-150 | 3 | This value of metadata.labels is not text | `apiVersion: v1 / kind: ConfigMap /"
                        + " metadata: {name: x, labels: {v: 1.0}}`",
                "PH-151 | 3 | generateName | `apiVersion: v1 / kind: Pod / metadata: {generateName: x-, name: x}`",
                "PH-152 | 5 | names the namespace kube-system | `apiVersion: v1 / kind: ConfigMap / metadata: /  "
                        + " name: x /   namespace: kube-system`",
                "PH-152 | 3 | names the namespace other | `apiVersion: example.org/v1 / kind: Thing / metadata: {name:"
                        + " x, namespace: other}`",
                "PH-153 | 2 | A ClusterRole belongs to the whole cluster | `apiVersion: rbac.authorization.k8s.io/v1 /"
                        + " kind: ClusterRole / metadata: {name: x}`",
                "PH-153 | 2 | A Namespace belongs to the whole cluster | `apiVersion: v1 / kind: Namespace / metadata:"
                        + " {name: shop}`",
                "PH-154 | 1 | ConfigMap shop/a is declared twice in this application, first at"
                    + " app/clusters/c/shop/web/config.yaml:1 | `apiVersion: v1 / kind: ConfigMap / metadata: {name:"
                    + " a}`",
                "PH-157 | 3 | written by Pilothouse alone | `apiVersion: v1 / kind: ConfigMap / metadata: {name: x,"
                        + " labels: {pilothouse.io/application: z}}`",
                "PH-157 | 7 | written by Pilothouse alone | `apiVersion: apps/v1 / kind: Deployment / metadata: {name:"
                        + " x} / spec: /   template: /     metadata: /       labels: {pilothouse.io/application: z}`",
                "PH-158 | 3 | is not known. Did you mean \"pilothouse.io/prune\"? | `apiVersion: v1 / kind: ConfigMap"
                        + " / metadata: {name: x, annotations: {pilothouse.io/prun: disabled}}`",
                "PH-158 | 3 | it may be approved, confirm, disabled | `apiVersion: v1 / kind: ConfigMap / metadata:"
                        + " {name: x, annotations: {pilothouse.io/prune: never}}`",
                "PH-158 | 3 | must be a whole number | `apiVersion: v1 / kind: ConfigMap / metadata: {name: x,"
                        + " annotations: {pilothouse.io/sync-wave: first}}`",
                "PH-158 | 3 | Did you mean \"PreSync\"? | `apiVersion: v1 / kind: ConfigMap / metadata: {name: x,"
                        + " annotations: {pilothouse.io/hook: PreSnyc}}`",
                "PH-158 | 3 | argocd.argoproj.io/sync-options\" cannot be \"Prune=no\" | `apiVersion: v1 / kind:"
                        + " ConfigMap / metadata: {name: x, annotations: {argocd.argoproj.io/sync-options: Prune=no}}`",
                "PH-158 | 3 | Secret cannot be a hook for the end | `apiVersion: v1 / kind: Secret / metadata: {name:"
                        + " x, annotations: {pilothouse.io/hook: PreDelete}}`",
                "PH-158 | 3 | is not known | `apiVersion: v1 / kind: ConfigMap / metadata: {name: x, annotations:"
                        + " {pilothouse.io/hook-run: forged}}`",
                "PH-124 | 2 | are no manifests | `apiVersion: pilothouse.io/v1 / kind: Application`",
                "PH-150 | 4 | A list within a list | `apiVersion: v1 / kind: List / items: / - {apiVersion: v1, kind:"
                        + " List, items: []}`",
                "PH-150 | 4 | item is not an object | `apiVersion: v1 / kind: List / items: / - 5`",
                "PH-159 | 4 | RoleBinding to cluster-admin | `apiVersion: rbac.authorization.k8s.io/v1 / kind:"
                        + " RoleBinding / metadata: {name: x} / roleRef: {kind: ClusterRole, name: cluster-admin}`",
                "PH-159 | 4 | service account's token | `apiVersion: v1 / kind: Secret / metadata: {name: x} / type:"
                        + " kubernetes.io/service-account-token`",
                "PH-110 | 2 | comma or closing bracket | `a: [1 b: 2`"
            })
    void refusesAnObjectWithFileLineAndRule(String code, int line, String part, String yaml) throws Exception {
        // Given
        tree.with(WEB + "object.yaml", yaml.replace(" / ", "\n") + "\n");

        // When
        List<InputError> errors = refused();

        // Then
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.message()).contains(part);
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.origin().file()).isEqualTo(WEB + "object.yaml");
            assertThat(error.origin().line()).isEqualTo(line);
        });
    }

    @Test
    void collectsTheErrorsOfAllFilesUpToANumber() throws Exception {
        // Given
        String many = IntStream.range(0, 80)
                .mapToObj(i -> "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: X%d}\n".formatted(i))
                .collect(Collectors.joining("---\n"));
        tree.with(WEB + "broken.yaml", "a: [").with(WEB + "many.yaml", many);

        // When
        List<InputError> errors = refused();

        // Then
        assertThat(errors).hasSize(51);
        assertThat(errors.getFirst().code()).isEqualTo("PH-110");
        assertThat(errors.getLast().message()).isEqualTo("There are 31 more errors after this one.");
    }

    @Test
    void refusesLinksSubmodulesAndOtherToolsFolders() throws Exception {
        // Given
        tree.with(WEB + "link.yaml", TreeEntry.Kind.SYMLINK)
                .with(WEB + "docs/link", TreeEntry.Kind.SYMLINK)
                .with(WEB + "module", TreeEntry.Kind.SUBMODULE)
                .with(WEB + "sub/kustomization.yaml", "resources: []\n")
                .with(WEB + "chart/Chart.yaml", "name: x\n")
                .with(WEB + "a\u202Eb.yaml", CONFIG);

        // When
        List<InputError> errors = refused();

        // Then
        assertThat(errors)
                .extracting(error -> error.code() + " " + error.origin().file().substring(WEB.length()))
                .containsExactlyInAnyOrder(
                        "PH-102 a<U+202E>b.yaml",
                        "PH-101 chart/Chart.yaml",
                        "PH-101 docs/link",
                        "PH-101 link.yaml",
                        "PH-101 module",
                        "PH-101 sub/kustomization.yaml");
    }

    @Test
    void refusesToRenderNothing() throws Exception {
        // Given
        tree.without(WEB + "config.yaml").with(WEB + "README.md", "");

        // When Then
        assertThat(refused()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("PH-125");
            assertThat(error.message()).contains("Nothing is deleted");
        });
    }

    @Test
    void refusesFoldersThatMakeTheSameApplicationOrNoName() throws Exception {
        // Given
        tree.with("app/clusters/c/shop/quota.yaml", CONFIG)
                .with("app/clusters/c/shop/shop/x.yaml", CONFIG)
                .with("app/clusters/c/Bad_Space/web/x.yaml", CONFIG);

        // When Then
        assertThat(((Refused) render(new ApplicationKey("c", Layer.APP, "shop", "shop"))).errors())
                .extracting(InputError::code)
                .containsExactly("PH-154");
        assertThat(((Refused) render(new ApplicationKey("c", Layer.APP, "Bad_Space", "web"))).errors())
                .extracting(InputError::code)
                .contains("PH-102");
        assertThat(render()).isInstanceOf(Rendered.class);
    }

    @Test
    void letsInfraHoldAnythingThatSaysWhereItBelongs() throws Exception {
        // Given
        tree.with(
                        "infra/clusters/c/role.yaml",
                        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: 'system:X'}\n")
                .with(
                        "infra/clusters/c/config.yaml",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: kube-public}\n")
                .with("infra/clusters/c/thing.yaml", "apiVersion: example.org/v1\nkind: Thing\nmetadata: {name: x}\n")
                .with("infra/clusters/c/other/lost.yaml", CONFIG)
                .with(
                        "infra/clusters/c/other/ns.yaml",
                        "apiVersion: v1\nkind: Namespace\nmetadata: {name: x, namespace: z}\n");

        // When
        Rendering root = render(new ApplicationKey("c", Layer.INFRA, "", "cluster"));
        Rendering other = render(new ApplicationKey("c", Layer.INFRA, "", "other"));

        // Then
        assertThat(((Rendered) root).manifests())
                .extracting(manifest -> manifest.key().toString())
                .containsExactly(
                        "ConfigMap kube-public/x",
                        "ClusterRole.rbac.authorization.k8s.io system:X",
                        "Thing.example.org x");
        assertThat(((Refused) other).errors())
                .extracting(InputError::message)
                .containsExactly(
                        "A ConfigMap below infra/ must name its namespace: add metadata.namespace, or"
                                + " spec.namespace to application.yaml.",
                        "A Namespace belongs to the whole cluster and has no namespace: remove metadata.namespace.");
    }

    @Test
    void keepsToItsLimits() throws Exception {
        // Given
        tree.with(
                WEB + "large.yaml",
                CONFIG.replace("name: a", "name: b") + "data:\n  x: " + "x".repeat(1_600_000) + "\n");
        List<InputError> large = refused();
        tree.without(WEB + "large.yaml");
        for (int file = 0; file < 6; file++) {
            int number = file;
            tree.with(
                    WEB + "many" + file + ".yaml",
                    IntStream.range(0, 900)
                            .mapToObj(i -> "{apiVersion: v1, kind: ConfigMap, metadata: {name: c%d-%d}}\n"
                                    .formatted(number, i))
                            .collect(Collectors.joining("---\n")));
        }
        List<InputError> many = refused();
        tree.with(WEB + "many1.yaml", "# " + "x".repeat(4_000_000))
                .with(WEB + "many2.yaml", "# " + "x".repeat(4_000_000))
                .with(WEB + "many3.yaml", "# " + "x".repeat(4_000_000));

        // When
        List<InputError> bytes = refused();

        // Then
        assertThat(large).extracting(InputError::code).containsExactly("PH-155");
        assertThat(many).extracting(InputError::code).containsExactly("PH-156");
        assertThat(bytes).extracting(InputError::code).containsExactly("PH-156");
    }

    private List<InputError> refused() throws Exception {
        return ((Refused) render()).errors();
    }

    private Rendering render() throws Exception {
        return render(KEY);
    }

    private Rendering render(ApplicationKey key) throws Exception {
        return commit.render(key).rendering();
    }
}
