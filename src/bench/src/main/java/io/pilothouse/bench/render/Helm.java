package io.pilothouse.bench.render;

import io.pilothouse.bench.frame.Side;
import io.pilothouse.repository.helm.HelmCharts;
import io.pilothouse.repository.helm.engine.HelmEngine;
import io.pilothouse.repository.source.ChartOrder;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.SourceObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Rendering the chart: ours, and the Java binding of Helm that ours is built on, called directly.
final class Helm {
    private static final String RELEASE = "bench";
    private static final String NAMESPACE = "shop";

    private Helm() {}

    static Side ours(Commits commits, HelmEngine engine) {
        return () -> {
            List<SourceObject> objects =
                    commits.render(tree -> new HelmCharts(engine, new ParsedDocuments(1 << 20), new NothingElse())
                            .find(new ChartOrder(
                                    new ChartOrder.Chart.Folder(tree, Overlay.CHART),
                                    RELEASE,
                                    NAMESPACE,
                                    List.of(),
                                    true,
                                    false,
                                    false,
                                    Optional.empty(),
                                    List.of(),
                                    Place.ofFile("application.yaml")))
                            .render());
            return () -> Objects.digest(objects);
        };
    }

    static Side direct(Commits commits) {
        Path chart = commits.folder().resolve(Overlay.CHART);
        return () -> {
            String printed = new com.marcnuri.helm.Helm(chart)
                    .template()
                    .withName(RELEASE)
                    .withNamespace(NAMESPACE)
                    .call();
            return () -> Objects.digest(printed);
        };
    }
}
