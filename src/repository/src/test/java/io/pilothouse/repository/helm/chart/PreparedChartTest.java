package io.pilothouse.repository.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilothouse.repository.helm.chart.PreparedChart.Source;
import io.pilothouse.repository.helm.version.Version;
import io.pilothouse.repository.helm.version.VersionRange;
import io.pilothouse.repository.tree.MapTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a chart looks like when Helm gets it; `HelmCorpusIT` shows what Helm makes of that.
class PreparedChartTest {
    private static final Pattern MARKER = Pattern.compile("pilothouse-[0-9a-f]{32}");

    @TempDir
    Path folder;

    private final MapTree tree = new MapTree()
            .with("c/Chart.yaml", "{apiVersion: v2, name: web, version: 1.0.0}")
            .with("c/templates/_h.tpl", "{{ define \"h\" }}x{{ end }}")
            .with("c/templates/a.yaml", "one\ntwo words here\n")
            .with("c/templates/01.yaml", "one\n");

    private PreparedChart prepare(String... apiVersions) throws Exception {
        return PreparedChart.of(tree, "c", List.of(apiVersions), folder);
    }

    @Test
    void hidesEveryTemplateButOurs() throws Exception {
        prepare();

        try (var files = Files.list(folder.resolve("templates"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("_h.tpl", "_~a.yaml", "_!01.yaml", "NOTES.txt");
        }
    }

    @Test
    void findsTheTemplatesInTheReport() throws Exception {
        PreparedChart chart = prepare();
        Matcher marker = MARKER.matcher(Files.readString(folder.resolve("templates/NOTES.txt")));
        assertThat(marker.find()).isTrue();
        String report = "NAME: x\nNOTES:\n\nM 0\n\nM 1\na: 1\nM 2\n".replace("M", marker.group());

        List<PreparedChart.Part> parts = chart.parts(report);

        assertThat(parts)
                .containsExactly(
                        new PreparedChart.Part(new Source.Chart(folder, ""), ""),
                        new PreparedChart.Part(new Source.Template("templates/a.yaml"), "a: 1"),
                        new PreparedChart.Part(new Source.Template("templates/01.yaml"), ""));
    }

    @Test
    void usesAnotherMarkerEachTime() throws Exception {
        prepare();
        String first = Files.readString(folder.resolve("templates/NOTES.txt"));
        PreparedChart.of(tree, "c", List.of(), Files.createDirectory(folder.resolve("again")));

        assertThat(folder.resolve("again/templates/NOTES.txt")).content().isNotEqualTo(first);
    }

    @Test
    void knowsWhereHelmsNamesAndWordsAreInTheChart() throws Exception {
        PreparedChart chart = prepare();

        assertThat(chart.place("web/templates/_~a.yaml", 2)).contains(new PreparedChart.Written("templates/a.yaml", 2));
        assertThat(chart.place("web/templates/_h.tpl", 1)).contains(new PreparedChart.Written("templates/_h.tpl", 1));
        assertThat(chart.place("gotpl", 1)).isEmpty();
        assertThat(chart.find("words here")).contains(new PreparedChart.Written("templates/a.yaml", 2));
        assertThat(chart.find("nowhere")).isEmpty();
    }

    @Test
    void rewritesQuestionsForApiVersionsInActionsOnly() throws Exception {
        tree.with("c/templates/a.yaml", """
            # .Capabilities.APIVersions.Has "a"
            {{/* .Capabilities.APIVersions */}}
            {{- if and ($.Capabilities.APIVersions.Has "x/v1") (.c.Capabilities.APIVersions.Has $v) }}
            """);

        prepare("x/v1");

        assertThat(folder.resolve("templates/_~a.yaml"))
                .content()
                .contains("# .Capabilities.APIVersions.Has \"a\"")
                .contains("and (hasKey (fromJson (include \"pilothouse.api-versions\" \"\")) \"x/v1\")")
                .contains("(hasKey (fromJson (include \"pilothouse.api-versions\" \"\")) $v)");
        assertThat(folder.resolve("templates/NOTES.txt")).content().contains("\"x/v1\":\"x/v1\"", "\"apps/v1\"");
    }

    @Test
    void refusesChartsThatMultiply() {
        StringBuilder aliases = new StringBuilder("apiVersion: v2\nversion: 1.0.0\ndependencies:\n");
        for (int i = 0; i < 30; i++) {
            aliases.append("- {name: sub, alias: a%d, version: 1.0.0}\n".formatted(i));
        }
        tree.with("c/Chart.yaml", "name: web\n" + aliases);
        tree.with("c/charts/sub/Chart.yaml", "name: sub\n" + aliases);
        tree.with("c/charts/sub/charts/sub/Chart.yaml", "name: sub\n" + aliases);

        RefusedChartException refused = catchThrowableOfType(RefusedChartException.class, this::prepare);

        assertThat(refused.code()).isEqualTo("PH-181");
        assertThat(refused.sentence()).contains("more than 500 charts");
    }

    @Test
    void readsLongActions() throws Exception {
        tree.with(
                "c/templates/a.yaml",
                "{{/* " + "} long ".repeat(20_000) + " APIVersions */}}\n{{ .Capabilities.APIVersions.Has \"a\" }}");

        prepare("x/v1");

        assertThat(folder.resolve("templates/_~a.yaml")).content().contains("{{ hasKey (fromJson");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range .Capabilities.APIVersions }}", "{{ (f .).Capabilities.APIVersions.Has \"x\" }}",
                "{{ .Capabilities.APIVersions | len }}", "{{ with .Capabilities.APIVersions.Has.x }}"
            })
    void refusesOtherUsesOfApiVersions(String action) {
        tree.with("c/templates/a.yaml", "one\n" + action + "\n");

        RefusedChartException refused = catchThrowableOfType(RefusedChartException.class, () -> prepare("x/v1"));

        assertThat(refused).isNotNull();
        assertThat(refused.file()).isEqualTo("templates/a.yaml");
        assertThat(refused.line()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1.2.3
        ^12.1.0
        ~1.2
        >=0.1.0 <1.0.0
        >1.2.3
        <2
        1.x.x
        *
        >1.0.0-0
        1.2.3-beta.1
        <1 || >3
        """)
    void standsInWithAVersionThatIsAskedFor(String range) {
        Version version = Version.parse(StandInVersion.of(range)).orElseThrow();

        assertThat(VersionRange.parse(range).orElseThrow().contains(version))
                .as(version.written())
                .isTrue();
    }
}
