package io.pilothouse.repository.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.helm.engine.HelmEngine;
import io.pilothouse.repository.source.ChartOrder;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Our rendering beside that of Helm called directly: see `src/bin/helm-corpus`. Called so, Helm gives neither hooks
/// nor what is in `crds/`: see `HelmChartsIT` for those.
class HelmCorpusIT {
    private static final String SOURCE = "# Source: ";
    private static final Map<String, String> ALIASES =
            Map.of("twin", "child", "renamed", "old", "m", "middle", "twig", "leaf");

    @TempDir
    static Path folder;

    private static HelmEngine engine;

    @BeforeAll
    static void makeEngine() {
        engine = HelmEngine.in(folder.resolve("helm"));
    }

    static List<Corpus.Case> cases() throws IOException {
        return Corpus.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void rendersAsHelmDoes(Corpus.Case each) throws Exception {
        // Given
        Map<String, List<Json>> expected = bySource(Files.readString(each.expected()), each);

        // When
        List<SourceObject> objects = render(each);

        // Then
        Map<String, List<Json>> actual = new TreeMap<>();
        for (SourceObject object : objects) {
            String file = object.place().file();
            actual.computeIfAbsent(file, ignored -> new ArrayList<>()).add(object.content());
        }
        assertThat(texts(actual)).isEqualTo(texts(expected));
    }

    @Test
    void coversManyCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(40);
    }

    private static List<SourceObject> render(Corpus.Case each) throws RefusedSourceException, DamagedTreeException {
        FolderTree tree = new FolderTree(Corpus.FOLDER, path -> false);
        Orders orders = Orders.of(new ChartOrder.Chart.Folder(tree, "charts/" + each.chart()))
                .including(false, false, false)
                .named(each.release())
                .in(each.namespace())
                .with(each.kubeVersion());
        for (String file : each.valuesFiles()) {
            orders = orders.with(new ChartOrder.Values.InFile(tree, file));
        }
        return Orders.charts(engine).find(orders.order()).render();
    }

    /// Helm names the source of each document in a comment, `# Source: chart/templates/a.yaml`, but not after one
    /// that holds nothing.
    private static Map<String, List<Json>> bySource(String text, Corpus.Case each) {
        Map<String, List<Json>> found = new TreeMap<>();
        String path = "";
        for (String part : ("\n" + text).split("\n---\n", -1)) {
            int at = part.indexOf(SOURCE);
            path = at < 0
                    ? path
                    : path(
                            part.substring(at + SOURCE.length())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                            each);
            List<Json> objects = Corpus.objects(part);
            if (!objects.isEmpty()) {
                found.computeIfAbsent(path, ignored -> new ArrayList<>()).addAll(objects);
            }
        }
        return found;
    }

    /// Helm sorts objects by kind, we leave them in the order in which they stand in their file.
    private static String texts(Map<String, List<Json>> objects) {
        StringBuilder text = new StringBuilder();
        objects.forEach((file, contents) -> {
            text.append("# ").append(file).append('\n');
            contents.stream()
                    .map(Json::canonical)
                    .sorted()
                    .forEach(object -> text.append(object).append('\n'));
        });
        return text.toString();
    }

    /// Helm calls a chart in `charts/` by the name it goes by, we by its folder.
    private static String path(String source, Corpus.Case each) {
        String path = "charts/" + each.chart() + "/" + source.substring(source.indexOf('/') + 1);
        for (var alias : ALIASES.entrySet()) {
            path = path.replace("/charts/" + alias.getKey() + "/", "/charts/" + alias.getValue() + "/");
        }
        return path;
    }
}
