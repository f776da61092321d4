package io.pilothouse.repository.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.helm.engine.HelmEngine;
import io.pilothouse.repository.source.ChartOrder;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FolderTree;
import io.pilothouse.repository.tree.MapTree;
import io.pilothouse.repository.yaml.YamlGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is asked of charts beside equality with Helm: errors, places, hooks and definitions.
class HelmChartsIT {
    private static final String CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    private static final String CHART = "apiVersion: v2\nname: demo\nversion: 1.0.0\n";

    @TempDir
    static Path folder;

    private static HelmEngine engine;

    @BeforeAll
    static void makeEngine() {
        engine = HelmEngine.in(folder.resolve("helm"));
    }

    private static MapTree chart(String template) {
        return new MapTree().with("c/Chart.yaml", CHART).with("c/templates/a.yaml", template);
    }

    private static Orders corpus(String chart) {
        return Orders.of(new FolderTree(Corpus.FOLDER, path -> false), "charts/" + chart);
    }

    private static List<SourceObject> render(Orders orders) throws RefusedSourceException, DamagedTreeException {
        return Orders.charts(engine).find(orders.order()).render();
    }

    private static List<String> names(Orders orders) throws RefusedSourceException, DamagedTreeException {
        return render(orders).stream()
                .map(object -> object.content().text("metadata", "name").orElse(""))
                .toList();
    }

    private static List<InputError> errors(Orders orders) {
        RefusedSourceException refused = catchThrowableOfType(RefusedSourceException.class, () -> render(orders));
        return refused == null ? List.of() : refused.errors();
    }

    private static void expect(Orders orders, String code, String at, String... words) {
        List<InputError> errors = errors(orders);
        assertThat(errors).hasSize(1);
        InputError error = errors.getFirst();
        assertThat(error.code()).as(error.toString()).isEqualTo(code);
        assertThat(error.origin()).as(error.toString()).hasToString(at);
        assertThat(error.message()).contains(words).doesNotContain("canary").matches("(?s).*[.?!)]");
    }

    @Test
    void looksNothingUpInAnyCluster() throws Exception {
        MapTree tree = chart("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a}
            data:
              one: {{ lookup "v1" "Secret" "kube-system" "x" | toJson | quote }}
              all: {{ lookup "v1" "Node" "" "" | toJson | quote }}
              templated: {{ tpl "{{ lookup \\"v1\\" \\"Secret\\" \\"a\\" \\"b\\" | toJson }}" . | quote }}
            """);

        Json.Obj data = render(Orders.of(tree, "c")).getFirst().content().object("data");

        assertThat(data.fields().values()).containsOnly(new Json.Text("{}")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, plain",
        "true, false, migrate plain",
        "true, true, migrate plain try try-old",
        "false, true, plain"
    })
    void givesHooksAndTestsAsAskedFor(boolean hooks, boolean tests, String expected) throws Exception {
        assertThat(names(corpus("hooks").including(true, hooks, tests))).containsExactly(expected.split(" ", -1));
    }

    @Test
    void givesDefinitionsOfTheChartAndItsChartsAsTheyStand() throws Exception {
        List<SourceObject> objects = render(corpus("crds"));

        assertThat(objects)
                .extracting(object -> object.content().text("metadata", "name").orElse("") + " in "
                        + object.place().origin())
                .containsExactly(
                        "things.example.org in charts/crds/crds/a.yaml:1",
                        "others.example.org in charts/crds/crds/a.yaml:6",
                        "json.example.org in charts/crds/crds/deep/b.json:1",
                        "subs.example.org in charts/crds/charts/sub/crds/sub.yaml:1",
                        "rel in charts/crds/templates/thing.yaml:1");
        assertThat(names(corpus("crds").including(false, false, false))).containsExactly("rel");
    }

    @Test
    void leavesObjectsWithoutNamespaceAsTheyAre() throws Exception {
        List<SourceObject> objects = render(corpus("basics").in("elsewhere"));

        assertThat(objects)
                .allSatisfy(object ->
                        assertThat(object.content().at("metadata", "namespace")).isEmpty());
        assertThat(objects)
                .anySatisfy(object ->
                        assertThat(object.content().text("data", "namespace")).contains("elsewhere"));
    }

    @Test
    void letsAChartFindMoreApiVersions() throws Exception {
        Orders orders = corpus("capabilities").serving("nobody.example.org/v1", "apps/v1");

        Json.Obj spec = render(orders).getFirst().content().object("spec");

        assertThat(spec.get("has")).contains(new Json.Bool(true));
        assertThat(spec.get("apps")).contains(new Json.Bool(true));
        assertThat(spec.get("kind")).contains(new Json.Bool(false));
        assertThat(render(orders).getFirst().content().text("apiVersion")).contains("policy/v1");
    }

    @Test
    void hasHelmsOwnListOfApiVersions() throws Exception {
        MapTree tree =
                chart(CONFIG_MAP + "data: {versions: {{ .Capabilities.APIVersions | sortAlpha | join \" \" }}}\n");
        Path written = Path.of("src/main/resources/io/pilothouse/repository/helm/chart/api-versions.txt");

        String versions = render(Orders.of(tree, "c"))
                .getFirst()
                .content()
                .text("data", "versions")
                .orElse("");

        assertThat(Files.readAllLines(written).stream().filter(line -> !line.startsWith("#")))
                .containsExactly(versions.split(" ", -1));
    }

    @Test
    void refusesToExtendApiVersionsWhereAChartListsThem() {
        MapTree tree = chart("{{/* APIVersions */}}\nversions: {{ .Capabilities.APIVersions | toJson }}\n");

        expect(
                Orders.of(tree, "c").serving("x/v1"),
                "PH-182",
                "c/templates/a.yaml:2",
                ".Capabilities.APIVersions otherwise than with .Has");
    }

    @Test
    void mergesInlineValuesAndFilesInTheirOrder() throws Exception {
        MapTree tree = chart(CONFIG_MAP + "data: {{ .Values | toJson }}\n")
                .with("c/values.yaml", "a: chart\nb: chart\nc: chart\nd: chart\n")
                .with("v/first.yaml", "b: first\nc: first\nd: first\n");

        Orders orders = Orders.of(tree, "c")
                .with(new ChartOrder.Values.InFile(tree, "v/first.yaml"))
                .inline("c: inline\nd: inline\n")
                .inline("d: last\n");

        assertThat(render(orders).getFirst().content().object("data").canonical())
                .isEqualTo("{\"a\":\"chart\",\"b\":\"first\",\"c\":\"inline\",\"d\":\"last\"}");
    }

    @Test
    void readsValuesFilesThroughTheDocumentsItWasGiven() throws Exception {
        // Given
        MapTree tree = chart(CONFIG_MAP + "data: {zone: {{ .Values.zone }}, mine: {{ .Values.mine | quote }}}\n")
                .with("c/values.yaml", "mine: ${ZONE}\n")
                .with("v.yaml", "zone: ${ZONE}\n");
        Documents substituting = (in, file, dialect) -> YamlGate.parse(
                new String(in.read(file, 1_000), UTF_8).replace("${ZONE}", "eu").getBytes(UTF_8));
        HelmCharts charts = new HelmCharts(engine, substituting, Orders.nothingHere());

        // When
        List<SourceObject> objects = charts.find(Orders.of(tree, "c")
                        .with(new ChartOrder.Values.InFile(tree, "v.yaml"))
                        .order())
                .render();

        // Then
        assertThat(objects.getFirst().content().object("data").canonical())
                .isEqualTo("{\"mine\":\"${ZONE}\",\"zone\":\"eu\"}");
    }

    @Test
    void namesTheChartsFolderTheValuesAndWhatIsNotThereAsReads() throws Exception {
        MapTree tree = chart(CONFIG_MAP).with("v.yaml", "a: 1\n");
        Orders orders = Orders.of(tree, "c")
                .with(new ChartOrder.Values.InFile(tree, "v.yaml"))
                .with(new ChartOrder.Values.InFile(tree, "later.yaml"));

        Ingredients found = Orders.charts(engine).find(orders.order());

        assertThat(found.reads().ids()).containsOnlyKeys("c", "v.yaml", "later.yaml");
        assertThat(found.reads().ids()).containsEntry("later.yaml", "");
        expect(orders, "PH-183", "app/application.yaml:2", "There is no values file at later.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {{ .Values.a.b.c }}                         | PH-182 | c/templates/a.yaml:3 | reads below something that has no value
        {{ fail .Values.secret }}                   | PH-182 | c/templates/a.yaml:1 | The template refuses these values
        {{ fail "Set the host, please" }}           | PH-182 | c/templates/a.yaml:3 | The template refuses these values: Set the host, please
        {{ required "A port is needed" .Values.port }} | PH-182 | c/templates/a.yaml:3 | A port is needed
        {{ include "nowhere" . }}                   | PH-182 | c/templates/a.yaml:3 | includes one that the chart does not have
        {{ if }}                                    | PH-182 | c/templates/a.yaml:3 | no template that Helm can read
        {{ unknownFunction }}                       | PH-182 | c/templates/a.yaml:3 | no template that Helm can read
        {{ index .Values.list 9 }}                  | PH-182 | c/templates/a.yaml:3 | The template fails
        {{ .Values.secret.below }}                  | PH-182 | c/templates/a.yaml:3 | a value of another type
        {{ tpl "{{ .Values.z.x.y }}" . }}           | PH-182 | c/templates/a.yaml:3 | reads below something that has no value
        a: [                                        | PH-110 | c/templates/a.yaml:1 | of what this template gives cannot be used
        a: {b: 1, b: 2}                             | PH-111 | c/templates/a.yaml:1 | of what this template gives cannot be used
        """)
    void saysWhereATemplateFailsAndNeverAValue(String line, String code, String at, String words) {
        MapTree tree = chart("kind: A\n# two\n" + line + "\n");

        expect(Orders.of(tree, "c").inline("secret: canary\nlist: [canary]\na: {}\n"), code, at, words);
    }

    @Test
    void namesTheTemplateOfAChartWithinTheChart() {
        MapTree tree = chart(CONFIG_MAP)
                .with("c/charts/sub/Chart.yaml", "apiVersion: v2\nname: other\nversion: 1.0.0\n")
                .with("c/charts/sub/templates/_h.tpl", "{{ define \"h\" }}\n{{ .Values.x.y }}{{ end }}\n")
                .with("c/charts/sub/templates/b.yaml", "{{ include \"h\" . }}\n");

        expect(Orders.of(tree, "c"), "PH-182", "c/charts/sub/templates/_h.tpl:2", ".Values.x.y");
    }

    @Test
    void endsTemplatesThatIncludeEachOtherWithoutEnd() {
        MapTree tree = chart("{{ include \"a\" . }}\n")
                .with("c/templates/_a.tpl", "{{ define \"a\" }}{{ include \"b\" . }}{{ end }}\n")
                .with("c/templates/_b.tpl", "{{ define \"b\" }}{{ include \"a\" . }}{{ end }}\n");

        assertThat(errors(Orders.of(tree, "c"))).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("PH-182");
            assertThat(error.message()).isEqualTo("The templates include each other without end.");
        });
    }

    @Test
    void refusesAHugeOutput() {
        MapTree tree = chart("a: {{ repeat 17000000 \"x\" }}\n");

        expect(Orders.of(tree, "c"), "PH-181", "app/application.yaml:2", "the limit is 16,777,216");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        host: {a: canary}            | The value host is of the type object where the chart's schema wants string.
        host: a.b, replicas: canary  | The value replicas is of the type string where the chart's schema wants integer.
        replicas: 1                  | The values lack host, which the chart's schema requires.
        host: Canary!                | The value host does not meet the chart's values.schema.json.
        host: a.b, mode: canary      | The value mode does not meet the chart's values.schema.json.
        host: a.b, tls: {secrets: canary} | The value tls holds secrets, which the chart's schema does not allow.
        """)
    void saysWhichValueTheSchemaRefusesAndNeverTheValue(String values, String message) {
        expect(corpus("guarded").inline("{" + values + "}"), "PH-183", "app/application.yaml:2", message);
    }

    @Test
    void obeysWhatNotesRefuse() {
        expect(
                corpus("guarded").inline("host: forbidden"),
                "PH-182",
                "charts/guarded/templates/NOTES.txt:1",
                "This host is forbidden");
    }

    @Test
    void namesAMissingDependencyUnlessItIsSwitchedOff() throws Exception {
        MapTree tree = chart(CONFIG_MAP).with("c/Chart.yaml", CHART + """
            dependencies:
              - {name: database, version: "^12.1.0", alias: db, condition: db.enabled}
            """);

        expect(
                Orders.of(tree, "c"),
                "PH-184",
                "c/Chart.yaml:1",
                "needs the chart database, which is not in its charts/ folder");
        assertThat(names(Orders.of(tree, "c").inline("db: {enabled: false}"))).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        apiVersion: v2, name: demo, version: 1.0.0, type: library | PH-180 | is a library
        apiVersion: v2, version: 1.0.0                            | PH-180 | name must be a text
        apiVersion: v2, name: demo                                | PH-180 | check Chart.yaml
        apiVersion: v2, name: demo, version: canary               | PH-180 | check Chart.yaml
        apiVersion: v2, name: demo, version: 1.0.0, kubeVersion: ">=9.0" | PH-180 | excludes the cluster's version
        apiVersion: v2, name: [                                   | PH-110 | syntax
        apiVersion: v2, name: a/../../b, version: 1.0.0           | PH-180 | name must be a text
        """)
    void refusesAChartYamlThatIsNone(String content, String code, String words) {
        MapTree tree = chart(CONFIG_MAP).with("c/Chart.yaml", "{" + content + (content.endsWith("[") ? "" : "}"));

        expect(Orders.of(tree, "c").with("1.31.0"), code, "c/Chart.yaml:1", words);
    }

    @Test
    void refusesWhatIsNoChart() {
        MapTree tree =
                chart(CONFIG_MAP).with("d/readme.md", "x").with("v.yaml", "[1]").with("w.yaml", "a: 1\n---\nb: 2\n");

        expect(Orders.of(tree, "nowhere"), "PH-180", "app/application.yaml:2", "There is no chart at nowhere");
        expect(Orders.of(tree, "d"), "PH-180", "d/Chart.yaml:1", "no Chart.yaml");
        expect(Orders.of(tree, "d/readme.md"), "PH-180", "app/application.yaml:2", "no folder");
        expect(
                Orders.of(tree, "c").with(new ChartOrder.Values.InFile(tree, "v.yaml")),
                "PH-183",
                "v.yaml:1",
                "something else");
        expect(
                Orders.of(tree, "c").with(new ChartOrder.Values.InFile(tree, "w.yaml")),
                "PH-183",
                "w.yaml:3",
                "one document");
        expect(Orders.of(tree, "c").named("Not_A_Name"), "PH-183", "app/application.yaml:2", "release's name");
        expect(Orders.of(tree, "c").with("canary"), "PH-183", "app/application.yaml:2", "version");
    }

    @Test
    void refusesLinksInAChartAndAmongValues() {
        MapTree tree = chart(CONFIG_MAP).with("c/link", TreeEntry.Kind.SYMLINK).with("v.yaml", TreeEntry.Kind.SYMLINK);

        expect(Orders.of(tree, "c"), "PH-101", "c/link:1", "Symbolic links are not supported");
        expect(
                Orders.of(chart(CONFIG_MAP), "c").with(new ChartOrder.Values.InFile(tree, "v.yaml")),
                "PH-101",
                "v.yaml:1",
                "Symbolic links");
    }
}
