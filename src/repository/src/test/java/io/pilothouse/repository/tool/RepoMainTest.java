package io.pilothouse.repository.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlGate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepoMainTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void createRepository() throws IOException {
        write("fleet/fleet.yaml", """
            apiVersion: pilothouse.io/v1
            kind: Fleet
            spec:
              environments:
                - {name: test, branch: main}
                - {name: prod, branch: main, promotesFrom: test}
            """);
        write("fleet/clusters/prod-eu-1.yaml", "apiVersion: pilothouse.io/v1\nkind: Cluster\n");
        write("infra/clusters/prod-eu-1/shop.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
        write("app/clusters/prod-eu-1/shop/store/store.yaml", """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: store
            data: {answer: "42"}
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: store
              annotations: {note: hunter-three}
            stringData: {password: hunter-two}
            """);
    }

    @Test
    void lintsCleanly() {
        assertThat(execute("lint")).isZero();
        assertThat(out()).isEqualTo("Nothing to complain about in 1 cluster with 2 applications.\n");
    }

    @Test
    void lintsFromAFolderWithinTheRepository() throws IOException {
        // Given
        Path below = Files.createDirectories(folder.resolve("app/base/deep"));

        // When Then
        assertThat(execute("lint", below.toString())).isZero();
    }

    @Test
    void lintsWhatIsWrongWithFileLineAndCode() throws IOException {
        // Given
        write("app/clusters/prod-eu-1/shop/bad/bad.yaml", "apiVersion: v1\nkind: Node\nmetadata: {name: x}\n");

        // When Then
        assertThat(execute("lint")).isEqualTo(1);
        assertThat(out())
                .startsWith("app/clusters/prod-eu-1/shop/bad/bad.yaml:2: error: A Node belongs to the whole cluster")
                .contains("(PH-153)\n    in app/shop/bad of prod-eu-1\n")
                .endsWith("1 error in 1 cluster with 3 applications.\n")
                .doesNotContain("\u001B");
        assertThat(err()).isEmpty();
    }

    @Test
    void failsOnWarningsOnlyIfToldTo() throws IOException {
        // Given
        write("fleet/odd.yaml", "a: b\n");

        // When Then
        assertThat(execute("lint")).isZero();
        assertThat(execute("lint", "--strict")).isEqualTo(1);
    }

    @Test
    void lintsAsJsonAndSarif() throws IOException {
        // Given
        write("fleet/odd.yaml", "a: b\n");

        // When Then
        assertThat(execute("lint", "--output", "json")).isZero();
        Json.Obj json = json();
        assertThat(json.integer(0, "warnings")).isEqualTo(1);
        assertThat(((Json.Obj) json.items("findings").getFirst()).text("file")).contains("fleet/odd.yaml");
        out.reset();
        assertThat(execute("lint", "--output", "sarif")).isZero();
        assertThat(json().text("version")).contains("2.1.0");
    }

    @Test
    void rendersWhatTheAgentWouldApplyInItsOrder() {
        // When
        int code = execute("render", "--cluster", "prod-eu-1");

        // Then
        assertThat(code).isZero();
        List<YamlDocument> documents = YamlGate.parse(out.toByteArray()).documents();
        assertThat(documents)
                .extracting(
                        document -> ((Json.Obj) document.content()).text("kind").orElseThrow())
                .containsExactly("Namespace", "Secret", "ConfigMap");
        assertThat(((Json.Obj) documents.getLast().content()).text("metadata", "namespace"))
                .contains("shop");
        assertThat(out())
                .contains("# app/shop/store, app/clusters/prod-eu-1/shop/store/store.yaml:1\n")
                .contains("pilothouse.io/application: app-shop-store-");
    }

    @Test
    void hidesSecretsUnlessAsked() {
        for (String format : List.of("yaml", "json")) {
            out.reset();
            execute("render", "--cluster", "prod-eu-1", "--output", format);
            assertThat(out()).contains("password").doesNotContain("hunter").doesNotContain("aHVudGVy");
        }
        out.reset();
        execute("render", "--cluster", "prod-eu-1", "--show-secrets");
        assertThat(out()).contains("aHVudGVyLXR3bw==", "hunter-three");
    }

    @Test
    void rendersAsAListThatKubectlTakes() {
        execute("render", "--cluster", "prod-eu-1", "--output", "json");
        assertThat(json().text("kind")).contains("List");
        assertThat(json().items("items")).hasSize(3);
    }

    @Test
    void rendersWithOrigins() {
        execute("render", "--cluster", "prod-eu-1", "--application", "store", "--output", "json", "--origins");
        assertThat(json().items("items")).hasSize(2).allSatisfy(item -> {
            assertThat(((Json.Obj) item).text("file")).contains("app/clusters/prod-eu-1/shop/store/store.yaml");
            assertThat(((Json.Obj) item).text("application")).contains("app/shop/store");
        });
    }

    @Test
    void rendersTheRestOfAClusterWhereAnApplicationIsRefused() throws IOException {
        // Given
        write("app/clusters/prod-eu-1/shop/bad/bad.yaml", "a: [");

        // When Then
        assertThat(execute("render", "--cluster", "prod-eu-1")).isEqualTo(1);
        assertThat(YamlGate.parse(out.toByteArray()).documents()).hasSize(3);
        assertThat(err())
                .contains("prod-eu-1 app/shop/bad is refused", "app/clusters/prod-eu-1/shop/bad/bad.yaml:", "PH-110");
    }

    @Test
    void suggestsTheNearestName() {
        assertThat(execute("render", "--cluster", "prod-eu1")).isEqualTo(2);
        assertThat(err()).contains("Did you mean \"prod-eu-1\"?").hasLineCount(1);
        err.reset();
        assertThat(execute("render", "--cluster", "prod-eu-1", "--application", "stoer"))
                .isEqualTo(2);
        assertThat(err()).contains("Did you mean \"store\"?").hasLineCount(1);
        err.reset();
        assertThat(execute("lint", "--clustr", "x")).isEqualTo(2);
        assertThat(err()).contains("Did you mean \"--cluster\"?").hasLineCount(1);
        err.reset();
        assertThat(execute("rendr")).isEqualTo(2);
        assertThat(err()).contains("Did you mean \"render\"?").hasLineCount(1);
        err.reset();
        assertThat(execute("lint", "--output", "jsn")).isEqualTo(2);
        assertThat(err()).contains("Did you mean \"json\"?").hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @Test
    void saysInOneSentenceWhyItCannotStart() {
        for (String[] arguments : List.of(
                new String[] {},
                new String[] {"lint", folder.resolve("nothing").toString()},
                new String[] {"lint", folder.getParent().toString()},
                new String[] {"lint", "--revision", "HEAD"},
                new String[] {"render"},
                new String[] {"diff"},
                new String[] {"diff", "--from", "a", "--promotion", "b"},
                new String[] {"diff", "--promotion", "prd"},
                new String[] {"diff", "--promotion", "test"},
                new String[] {"diff", "--promotion", "prod"},
                new String[] {"init"},
                new String[] {"init", folder.toString()},
                new String[] {"init", folder.resolve("new").toString(), "--cluster", "Prod_1"})) {
            err.reset();
            assertThat(execute(arguments)).as(List.of(arguments).toString()).isEqualTo(2);
            assertThat(err())
                    .as(List.of(arguments).toString())
                    .startsWith("pilothouse repo: ")
                    .hasLineCount(1)
                    .doesNotContain("Exception");
        }
        assertThat(out()).isEmpty();
    }

    @Test
    void saysWhatBelongsToASliceAndWhy() {
        assertThat(execute("slice", "--cluster", "prod-eu-1")).isZero();
        assertThat(out()).isEqualTo("""
            prod-eu-1
              settings  fleet/fleet.yaml
              settings  fleet/clusters/prod-eu-1.yaml
            infra/cluster
              manifest  infra/clusters/prod-eu-1/shop.yaml
            app/shop/store
              manifest  app/clusters/prod-eu-1/shop/store/store.yaml
            """);
        out.reset();
        assertThat(execute("slice", "--cluster", "prod-eu-1", "--output", "json"))
                .isZero();
        assertThat(json().items("applications")).hasSize(2);
    }

    @Test
    void saysWhoseASharedFolderIsInASlice() throws IOException {
        // Given
        write("fleet/groups/all.yaml", """
            apiVersion: pilothouse.io/v1
            kind: Group
            spec:
              selector: {}
              include: [{path: app/base/agent, namespace: shop}]
            """);
        write("app/base/agent/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: agent}\n");
        write("app/base/more/b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: more}\n");
        write("app/clusters/prod-eu-1/shop/namespace.yaml", "apiVersion: pilothouse.io/v1\nkind: NamespacePolicy\n");
        write(
                "app/clusters/prod-eu-1/shop/store/application.yaml",
                "apiVersion: pilothouse.io/v1\nkind: Application\nspec: {source: {path: app/base/more}}\n");

        // When
        execute("slice", "--cluster", "prod-eu-1");

        // Then
        assertThat(out())
                .contains("  group     fleet/groups/all.yaml\n")
                .contains("app/shop/agent  (included by fleet/groups/all.yaml:5)\n")
                .contains("  policy    app/clusters/prod-eu-1/shop/namespace.yaml\n")
                .contains("  settings  app/clusters/prod-eu-1/shop/store/application.yaml\n")
                .contains("  base      app/base/more/b.yaml\n");
    }

    @Test
    void writesARepositoryThatLintsCleanly() throws IOException {
        for (List<String> more : List.of(
                List.<String>of(),
                List.of("--cluster", "one"),
                List.of("--environment", "prod"),
                List.of("--cluster", "one", "--environment", "prod"))) {
            // Given
            Path fresh = folder.resolve("fresh" + more.size() + more.hashCode());
            String[] arguments = Stream.concat(Stream.of("init", fresh.toString()), more.stream())
                    .toArray(String[]::new);

            // When
            int code = execute(arguments);

            // Then
            assertThat(code).as(more.toString()).isZero();
            assertThat(out()).contains("git init -b main");
            assertThat(execute("lint", "--strict", fresh.toString())).as(out()).isZero();
            assertThat(fresh.resolve("README.md")).exists();
            assertThat(execute("init", fresh.toString())).isEqualTo(2);
        }
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private int execute(String... arguments) {
        try (PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            return RepoMain.execute(new Terminal(to, complaints, false, folder), arguments);
        }
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Json.Obj json() {
        return (Json.Obj)
                YamlGate.parse(out.toByteArray()).documents().getFirst().content();
    }
}
