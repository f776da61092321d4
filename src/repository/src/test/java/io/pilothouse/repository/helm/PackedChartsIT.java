package io.pilothouse.repository.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.helm.engine.HelmEngine;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartOrder;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.tree.FolderTree;
import io.pilothouse.repository.tree.MapTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Charts in archives, and what stays on disk of any chart.
class PackedChartsIT {
    private static final String CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    private static final String CHART = "apiVersion: v2\nname: demo\nversion: 1.0.0\n";

    @TempDir
    static Path folder;

    private static HelmEngine engine;

    private final HelmCharts charts = Orders.charts(engine);
    private final Orders family = Orders.of(new FolderTree(Corpus.FOLDER, path -> false), "charts/family");
    private final Orders failing =
            Orders.of(new MapTree().with("c/Chart.yaml", CHART).with("c/templates/a.yaml", "{{ fail \"no\" }}"), "c");

    @BeforeAll
    static void makeEngine() {
        engine = HelmEngine.in(folder.resolve("helm"));
    }

    @Test
    void rendersAnArchiveAsItsFolder() throws Exception {
        // Given
        Path archive = folder.resolve("family.tgz");
        Files.write(archive, Tgz.ofFolder(Corpus.FOLDER.resolve("charts/family"), "family"));
        ChartReference reference = new ChartReference("https://charts.example.org", "family", "^2");
        ChartArchive here = new ChartArchive(archive, "2.0.0", Digest.of("x").hex());
        Orders orders = Orders.of(new ChartOrder.Chart.Remote(reference));

        // When
        Ingredients found = Orders.charts(engine, Map.of(reference, here)).find(orders.order());

        // Then
        assertThat(found.reads().ids())
                .containsExactly(Map.entry("https://charts.example.org/family@^2", here.digest()));
        assertThat(found.render())
                .extracting(SourceObject::content)
                .containsExactlyElementsOf(charts.find(family.order()).render().stream()
                        .map(SourceObject::content)
                        .toList());
        assertThat(found.render())
                .extracting(object -> object.place().file())
                .contains("family@2.0.0:templates/parent.yaml", "family@2.0.0:charts/child/templates/child.yaml");
    }

    @Test
    void readsPackedChartsWithinAChart() throws Exception {
        Tgz outer = new Tgz()
                .file("outer/Chart.yaml", CHART.replace("demo", "outer"))
                .file("outer/charts/inner-1.0.0.tgz", Tgz.chart("inner", "1.0.0", CONFIG_MAP));
        Path archive = Files.write(folder.resolve("outer.tgz"), outer.packed());
        ChartReference reference = new ChartReference("https://charts.example.org", "outer", "1");
        Map<ChartReference, ChartArchive> here = Map.of(reference, new ChartArchive(archive, "1.0.0", "d1"));

        List<SourceObject> objects = Orders.charts(engine, here)
                .find(Orders.of(new ChartOrder.Chart.Remote(reference)).order())
                .render();

        assertThat(objects)
                .singleElement()
                .satisfies(object -> assertThat(object.place().file())
                        .isEqualTo("outer@1.0.0:charts/inner-1.0.0.tgz:templates/a.yaml"));
    }

    @Test
    void givesNothingWhereTheStoreHasNothing() throws Exception {
        ChartReference reference = new ChartReference("https://charts.example.org", "none", "1");
        Orders orders = Orders.of(new ChartOrder.Chart.Remote(reference));

        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> charts.find(orders.order()).render())
                .satisfies(refused -> assertThat(refused.errors())
                        .extracting(InputError::toString)
                        .containsExactly("app/application.yaml:2: The chart is not here. (PH-186)"));
        assertThat(charts.find(orders.order()).reads().ids())
                .containsExactly(Map.entry("https://charts.example.org/none@1", ""));
    }

    @Test
    void leavesNothingOnDisk() throws Exception {
        charts.find(family.order()).render();
        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> charts.find(failing.order()).render());

        try (Stream<Path> left = Files.walk(folder.resolve("helm"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("helm/charts"))).hasSize(3);
    }

    @Test
    void removesWhatAKilledProgramLeft() throws IOException {
        Path left = Files.createDirectories(folder.resolve("other/charts/chart-1/chart"));
        Files.writeString(left.resolve("values-0.json"), "secret");

        HelmEngine.in(folder.resolve("other"));

        assertThat(folder.resolve("other/charts")).doesNotExist();
    }
}
