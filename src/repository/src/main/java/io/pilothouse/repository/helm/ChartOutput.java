package io.pilothouse.repository.helm;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.helm.HelmCharts.FoundChart;
import io.pilothouse.repository.helm.chart.PreparedChart.Part;
import io.pilothouse.repository.helm.chart.PreparedChart.Source;
import io.pilothouse.repository.source.ChartOrder;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.yaml.Lines;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import io.pilothouse.repository.yaml.YamlProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Makes objects of what a chart gives. A template's objects are placed at its first line, because nobody knows
/// which of its lines an object comes from.
final class ChartOutput {
    private final ChartOrder order;
    private final FoundChart chart;
    private final List<SourceObject> objects = new ArrayList<>();
    private final List<InputError> errors = new ArrayList<>();

    ChartOutput(ChartOrder order, FoundChart chart) {
        this.order = order;
        this.chart = chart;
    }

    /// @return the objects: first those of `crds/`, as Helm gives them, then the templates'
    List<SourceObject> objects(List<Part> parts) throws RefusedSourceException, IOException {
        Set<Path> seen = new HashSet<>();
        for (Part part : parts) {
            switch (part.source()) {
                case Source.Chart(Path folder, String shown) -> {
                    // a chart under two names has its definitions once
                    if (order.includesCrds() && seen.add(folder)) {
                        definitions(folder, shown);
                    }
                }
                case Source.Missing(String name, String file) ->
                    errors.add(new InputError(
                            "PH-184",
                            new Origin(chart.shown(file), 1, 1),
                            "The chart needs the chart " + name + ", which is not in its charts/ folder: run helm"
                                    + " dependency update and commit charts/, or switch the dependency off."));
                case Source.Template(String path) -> template(path, part.text());
            }
        }
        if (!errors.isEmpty()) {
            throw new RefusedSourceException(errors);
        }
        return List.copyOf(objects);
    }

    private void definitions(Path folder, String shown) throws IOException {
        Path crds = folder.resolve("crds");
        if (!Files.isDirectory(crds)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(crds)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches("(?s).*\\.(yaml|yml|json)"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String path = chart.shown(shown + folder.relativize(file));
            YamlFile parsed = YamlGate.parse(Files.readAllBytes(file));
            errors.addAll(parsed.errors(path));
            parsed.documents().forEach(document -> add(path, document));
        }
    }

    private void template(String path, String text) {
        String shown = chart.shown(path);
        YamlFile parsed = YamlGate.parse(text.getBytes(StandardCharsets.UTF_8));
        for (YamlProblem problem : parsed.problems()) {
            errors.add(new InputError(
                    problem.code(),
                    new Origin(shown, problem.document(), 1),
                    "Line " + problem.line() + " of what this template gives cannot be used. " + problem.message()));
        }
        for (YamlDocument document : parsed.documents()) {
            add(shown, new YamlDocument(document.number(), document.content(), Lines.allAt(1), document.references()));
        }
    }

    private void add(String path, YamlDocument document) {
        if (!(document.content() instanceof Json.Obj object)) {
            errors.add(new InputError(
                    "PH-150",
                    document.origin(path),
                    "The document is not an object with apiVersion, kind and metadata."));
        } else if (isWanted(Hook.of(object))) {
            objects.add(new SourceObject(object, new Place(path, document, List.of())));
        }
    }

    private boolean isWanted(Hook hook) {
        return switch (hook) {
            case NONE -> true;
            case HOOK -> order.includesHooks();
            case TEST -> order.includesHooks() && order.includesTests();
            case UNKNOWN -> false;
        };
    }
}
