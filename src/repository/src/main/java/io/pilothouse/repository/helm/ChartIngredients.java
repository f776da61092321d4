package io.pilothouse.repository.helm;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.helm.HelmCharts.FoundChart;
import io.pilothouse.repository.helm.HelmCharts.FoundValues;
import io.pilothouse.repository.helm.chart.PreparedChart;
import io.pilothouse.repository.helm.chart.RefusedChartException;
import io.pilothouse.repository.helm.engine.Answer;
import io.pilothouse.repository.helm.engine.HelmEngine;
import io.pilothouse.repository.helm.engine.PrivateFolder;
import io.pilothouse.repository.helm.engine.Render;
import io.pilothouse.repository.helm.version.Version;
import io.pilothouse.repository.source.ChartOrder;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.OversizedTreeException;
import io.pilothouse.repository.yaml.YamlFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The second step for one chart.
final class ChartIngredients implements Ingredients {
    private final HelmEngine engine;
    private final Documents documents;
    private final ChartOrder order;
    private final FoundChart chart;
    private final List<FoundValues> values;
    private final Reads reads;

    ChartIngredients(
            HelmEngine engine,
            Documents documents,
            ChartOrder order,
            FoundChart chart,
            List<FoundValues> values,
            Reads reads) {
        this.engine = engine;
        this.documents = documents;
        this.order = order;
        this.chart = chart;
        this.values = List.copyOf(values);
        this.reads = reads;
    }

    @Override
    public Reads reads() {
        return reads;
    }

    @Override
    public List<SourceObject> render() throws RefusedSourceException, DamagedTreeException {
        List<Json.Obj> contents = contents();
        try (PrivateFolder room = engine.room()) {
            PreparedChart prepared = prepare(Files.createDirectory(room.path().resolve("chart")));
            Answer answer = engine.render(order(prepared, contents, room.path()));
            return switch (answer) {
                case Answer.Rendered(String notes) -> new ChartOutput(order, chart).objects(prepared.parts(notes));
                case Answer.Refused(String message) ->
                    throw new RefusedSourceException(new HelmFailures(order.place(), chart, prepared).errors(message));
                case Answer.TooLarge tooLarge -> throw refused(EngineSentences.of(tooLarge));
                case Answer.TooSlow tooSlow -> throw refused(EngineSentences.of(tooSlow));
                case Answer.Busy busy -> throw refused(EngineSentences.of(busy));
                case Answer.Banned banned -> throw refused(EngineSentences.of(banned));
                case Answer.Unavailable unavailable -> throw refused(EngineSentences.of(unavailable));
            };
        } catch (RefusedChartException e) {
            throw new RefusedSourceException(
                    new InputError(e.code(), new Origin(chart.shown(e.file()), 1, e.line()), e.sentence()));
        } catch (OversizedTreeException e) {
            throw new RefusedSourceException(e.error());
        } catch (IOException e) {
            throw refused(EngineSentences.disk());
        }
    }

    private PreparedChart prepare(Path folder)
            throws IOException, DamagedTreeException, OversizedTreeException, RefusedChartException {
        return switch (chart) {
            case FoundChart.InFolder inFolder ->
                PreparedChart.of(inFolder.tree(), inFolder.folder().path(), order.apiVersions(), folder);
            case FoundChart.Packed packed -> PreparedChart.of(packed.archive().file(), order.apiVersions(), folder);
        };
    }

    private Render order(PreparedChart prepared, List<Json.Obj> contents, Path folder)
            throws IOException, RefusedChartException {
        StringBuilder key = new StringBuilder(chart.id());
        List<Path> files = new ArrayList<>();
        for (Json.Obj content : contents) {
            String text = ValuesText.of(content);
            if (!order.apiVersions().isEmpty() && text.contains("APIVersions")) {
                throw new RefusedChartException(
                        "PH-183",
                        "",
                        "The values hold a template that reads .Capabilities.APIVersions, which cannot be extended with"
                                + " apiVersions there: move it into the chart.");
            }
            Path file = folder.resolve("values-" + files.size() + ".json");
            Files.writeString(file, text, StandardCharsets.UTF_8);
            files.add(file);
            key.append(' ').append(Digest.of(text).hex());
        }
        return new Render(
                prepared.folder(),
                files,
                order.releaseName(),
                order.namespace(),
                order.kubeVersion().orElse(""),
                Digest.of(key.toString()).hex());
    }

    private List<Json.Obj> contents() throws RefusedSourceException, DamagedTreeException {
        List<Json.Obj> contents = new ArrayList<>();
        List<InputError> errors = new ArrayList<>();
        for (FoundValues found : values) {
            switch (found.values()) {
                case ChartOrder.Values.Inline(Json.Obj content) -> contents.add(content);
                case ChartOrder.Values.InFile inFile -> {
                    String path = inFile.tree().prefix() + inFile.path();
                    YamlFile file = documents.parse(inFile.tree(), found.file().orElseThrow());
                    errors.addAll(file.errors(path));
                    if (file.documents().size() > 1) {
                        errors.add(new InputError(
                                "PH-183",
                                file.documents().get(1).origin(path),
                                "A values file holds one document, and Helm would pass over this second one: remove"
                                        + " it."));
                    } else if (!file.documents().isEmpty()) {
                        if (file.documents().getFirst().content() instanceof Json.Obj content) {
                            contents.add(content);
                        } else {
                            errors.add(new InputError(
                                    "PH-183",
                                    file.documents().getFirst().origin(path),
                                    "A values file holds fields with values, and this one something else."));
                        }
                    }
                }
            }
        }
        if (order.kubeVersion().isPresent()
                && Version.parse(order.kubeVersion().get()).isEmpty()) {
            errors.add(new InputError(
                    "PH-183", order.place().origin(), "The cluster's version must be one such as 1.32.0."));
        }
        if (!errors.isEmpty()) {
            throw new RefusedSourceException(errors);
        }
        return contents;
    }

    private RefusedSourceException refused(EngineSentences.Sentence sentence) {
        return new RefusedSourceException(
                new InputError(sentence.code(), order.place().origin(), sentence.text()));
    }
}
