package io.pilothouse.repository.helm;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.helm.engine.HelmEngine;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartOrder;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlGate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Builds orders, with everything that a test does not care about filled in.
record Orders(ChartOrder order) {
    private static final Place PLACE =
            new Place("app/application.yaml", document("a:\n  helm: {}\n"), List.of("a", "helm"));

    static Orders of(ChartOrder.Chart chart) {
        return new Orders(new ChartOrder(
                chart, "rel", "space", List.of(), true, false, false, Optional.empty(), List.of(), PLACE));
    }

    static Orders of(FleetTree tree, String folder) {
        return of(new ChartOrder.Chart.Folder(tree, folder));
    }

    Orders named(String release) {
        return new Orders(new ChartOrder(
                order.chart(),
                release,
                order.namespace(),
                order.values(),
                order.includesCrds(),
                order.includesHooks(),
                order.includesTests(),
                order.kubeVersion(),
                order.apiVersions(),
                order.place()));
    }

    Orders in(String namespace) {
        return new Orders(new ChartOrder(
                order.chart(),
                order.releaseName(),
                namespace,
                order.values(),
                order.includesCrds(),
                order.includesHooks(),
                order.includesTests(),
                order.kubeVersion(),
                order.apiVersions(),
                order.place()));
    }

    Orders with(String kubeVersion) {
        return new Orders(new ChartOrder(
                order.chart(),
                order.releaseName(),
                order.namespace(),
                order.values(),
                order.includesCrds(),
                order.includesHooks(),
                order.includesTests(),
                kubeVersion.isEmpty() ? Optional.empty() : Optional.of(kubeVersion),
                order.apiVersions(),
                order.place()));
    }

    Orders with(ChartOrder.Values more) {
        List<ChartOrder.Values> values = new ArrayList<>(order.values());
        values.add(more);
        return new Orders(new ChartOrder(
                order.chart(),
                order.releaseName(),
                order.namespace(),
                values,
                order.includesCrds(),
                order.includesHooks(),
                order.includesTests(),
                order.kubeVersion(),
                order.apiVersions(),
                order.place()));
    }

    Orders inline(String yaml) {
        return with(new ChartOrder.Values.Inline((Json.Obj) document(yaml).content()));
    }

    Orders including(boolean crds, boolean hooks, boolean tests) {
        return new Orders(new ChartOrder(
                order.chart(),
                order.releaseName(),
                order.namespace(),
                order.values(),
                crds,
                hooks,
                tests,
                order.kubeVersion(),
                order.apiVersions(),
                order.place()));
    }

    Orders serving(String... apiVersions) {
        return new Orders(new ChartOrder(
                order.chart(),
                order.releaseName(),
                order.namespace(),
                order.values(),
                order.includesCrds(),
                order.includesHooks(),
                order.includesTests(),
                order.kubeVersion(),
                List.of(apiVersions),
                order.place()));
    }

    static HelmCharts charts(HelmEngine engine) {
        return charts(engine, Map.of());
    }

    static HelmCharts charts(HelmEngine engine, Map<ChartReference, ChartArchive> here) {
        return new HelmCharts(engine, new ParsedDocuments(1 << 20), new Supplies() {
            @Override
            public Supply<FleetTree> git(GitReference reference) {
                return new Supply.Missing<>("PH-000", "No repository is here.");
            }

            @Override
            public Supply<ChartArchive> chart(ChartReference reference) {
                ChartArchive archive = here.get(reference);
                return archive == null
                        ? new Supply.Missing<>("PH-186", "The chart is not here.")
                        : new Supply.Here<>(archive, archive.digest());
            }
        });
    }

    private static YamlDocument document(String yaml) {
        return YamlGate.parse(yaml.getBytes(StandardCharsets.UTF_8)).documents().getFirst();
    }
}
